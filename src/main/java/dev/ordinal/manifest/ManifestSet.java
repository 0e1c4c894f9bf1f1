package dev.ordinal.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was read from the files of one run.
 *
 * @param manifests the objects, in the order of files and documents; {@code List} and {@code Template} items one by
 *     one; of those with the same identity the last one
 * @param earlier the others of the same identity, as far as they differ, in the same order
 * @param problems everything worth telling, in the order of files and lines
 * @param skipped what was read but is no object to judge, by what it is (a word such as {@code kustomization}), counted
 * @param types the kinds known: the built-in ones and those of the CustomResourceDefinitions that were read
 * @param files how many files were read
 * @param documents how many documents they hold, empty ones not counted
 * @param sources the files by name, in the order in which they were read
 */
public record ManifestSet(
        List<Manifest> manifests,
        List<Manifest> earlier,
        List<Problem> problems,
        Map<String, Integer> skipped,
        ResourceTypes types,
        int files,
        int documents,
        Map<String, SourceFile> sources) {

    public ManifestSet {
        manifests = List.copyOf(manifests);
        earlier = List.copyOf(earlier);
        problems = List.copyOf(problems);
        skipped = Map.copyOf(skipped);
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }
}
