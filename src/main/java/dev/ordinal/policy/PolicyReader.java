package dev.ordinal.policy;

import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.ReadLimits;
import java.util.List;

/**
 * Reads policy files: YAML or JSON documents of {@code ordinal.dev/v1alpha1}.
 *
 * <p>Whatever is wrong with them becomes a problem with its place, all of it at once. A document that is broken is left
 * out, and loses neither the others of its file nor those of other files.
 */
public final class PolicyReader {

    private PolicyReader() {}

    /** Reads all the files that the inputs name, in their order. */
    public static PolicyFiles read(List<Input> inputs) {
        var collector = new PolicyCollector(BuiltinTypes.INSTANCE);
        for (ReadFile file : new DocumentReader(ReadLimits.DEFAULT).read(inputs)) {
            collector.add(file);
        }
        return collector.files();
    }
}
