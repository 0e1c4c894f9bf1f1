package dev.ordinal.fix;

import dev.ordinal.engine.Finding;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.ResourceRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which findings can be fixed: those that are gone when the files are edited as planned.
 *
 * @param edits those findings, each with the edits that make it go; none where nobody asked for them
 */
public record Fixes(Map<Finding, List<FileFix>> edits) {

    /** That nothing can be fixed. */
    public static final Fixes NONE = new Fixes(Map.of());

    private record Key(String policy, String rule, ResourceRef subject, FieldPath field) {
        static Key of(Finding finding) {
            return new Key(finding.policy(), finding.rule(), finding.subject(), finding.fieldPath());
        }
    }

    public Fixes {
        edits = Collections.unmodifiableMap(new LinkedHashMap<>(edits));
    }

    /**
     * Compares findings before and after the files are edited.
     *
     * @param edits gives the edits that make a finding go
     */
    public static Fixes of(List<Finding> before, List<Finding> after, Function<Finding, List<FileFix>> edits) {
        var left = new HashMap<Key, List<String>>();
        after.forEach(finding ->
                left.computeIfAbsent(Key.of(finding), _ -> new ArrayList<>()).add(finding.message()));
        var fixable = new LinkedHashMap<Finding, List<FileFix>>();
        for (Finding finding : before) {
            if (!left.containsKey(Key.of(finding))) {
                fixable.put(finding, edits.apply(finding));
            }
        }
        return new Fixes(fixable);
    }

    /** Whether a finding can be fixed. */
    public boolean isFixable(Finding finding) {
        return edits.containsKey(finding);
    }

    /** The edits that make a finding go. */
    public List<FileFix> of(Finding finding) {
        return edits.getOrDefault(finding, List.of());
    }
}
