package dev.ordinal.bench;

import dev.ordinal.manifest.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading one field of an object of a manifest's tree; it must not depend on the object's size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TreeAccessBenchmark {

    /** Fields of the object. */
    @Param({"10", "10000"})
    public int fields;

    private JsonObject object = JsonObject.EMPTY;

    @Setup
    public void fill() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (long i = 0; i < fields; i++) {
            values.put("field" + i, i);
        }
        object = JsonObject.of(values);
    }

    @Benchmark
    public @Nullable Object get() {
        return object.get("field7");
    }
}
