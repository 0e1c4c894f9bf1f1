package dev.ordinal.cli;

import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Manifests and policies, ready for judging.
 *
 * @param files the policy files
 * @param policies those that were chosen and compiled, in order
 * @param engine of these
 * @param set the manifests as they were read
 * @param objects the same with the API server's defaults, in the same order
 * @param problems of all files
 * @param partial whether what is not among the objects is not known rather than absent
 */
record Bundle(
        PolicyFiles files,
        List<Policy> policies,
        PolicyEngine engine,
        ManifestSet set,
        List<Manifest> objects,
        List<Problem> problems,
        boolean partial) {

    Bundle {
        policies = List.copyOf(policies);
        objects = List.copyOf(objects);
        problems = List.copyOf(problems);
    }

    /** All files by name, for quoting their lines. */
    Map<String, SourceFile> sources() {
        var sources = new HashMap<>(files.sources());
        sources.putAll(set.sources());
        return sources;
    }
}
