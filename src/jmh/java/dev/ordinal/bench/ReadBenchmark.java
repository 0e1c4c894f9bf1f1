package dev.ordinal.bench;

import dev.ordinal.engine.Preparation;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ReadLimits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading 3 MB of YAML, one file on one thread, and preparing the objects it holds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReadBenchmark {

    private static final int LENGTH = 3_000_000;

    private final ManifestReader reader = new ManifestReader(ReadLimits.DEFAULT, "default");
    private String text = "";
    private List<Manifest> objects = List.of();

    @Setup
    public void write() {
        var copies = new StringBuilder();
        for (int copy = 0; copies.length() < LENGTH; copy++) {
            copies.append("---\n").append(Stack.text(copy));
        }
        text = copies.toString();
        objects = read();
    }

    @Benchmark
    public List<Manifest> read() {
        return reader.read(List.of(Input.text("all.yaml", text))).manifests();
    }

    @Benchmark
    public Preparation prepare() {
        return Preparation.of(objects);
    }
}
