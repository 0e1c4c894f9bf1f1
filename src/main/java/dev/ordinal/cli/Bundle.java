package dev.ordinal.cli;

import dev.ordinal.cluster.ClusterView;
import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.manifest.Identity;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Manifests and policies, ready for judging.
 *
 * @param files the policy files
 * @param policies those that were chosen and compiled, in order
 * @param engine of these
 * @param set the manifests as they were read
 * @param objects the same with the API server's defaults, in the same order
 * @param earlier the copies that come before them of those that stand several times, in the same way
 * @param deployed what they are compared with
 * @param problems of all files
 * @param partial whether what is not among the objects is not known rather than absent
 */
record Bundle(
        PolicyFiles files,
        List<Policy> policies,
        PolicyEngine engine,
        ManifestSet set,
        List<Manifest> objects,
        List<Manifest> earlier,
        Deployed deployed,
        List<Problem> problems,
        boolean partial) {

    Bundle {
        policies = List.copyOf(policies);
        objects = List.copyOf(objects);
        earlier = List.copyOf(earlier);
        problems = List.copyOf(problems);
    }

    /** All files by name, for quoting their lines. */
    Map<String, SourceFile> sources() {
        var sources = new HashMap<>(files.sources());
        sources.putAll(deployed.sources());
        sources.putAll(set.sources());
        return sources;
    }

    /** The objects that stand several times. */
    Set<Identity> copied() {
        return earlier.stream().map(copy -> Identity.of(copy.ref())).collect(Collectors.toUnmodifiableSet());
    }

    /** What policies say of an object among others, by those whose names are chosen. */
    List<Evaluation> judge(Manifest object, ClusterView view, Predicate<String> chosen) {
        return engine.evaluate(deployed.change(object), view, deployed.view(object), chosen);
    }
}
