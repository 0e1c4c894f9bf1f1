package dev.ordinal.engine;

import dev.ordinal.cel.Origin;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which policies read which kinds, and with which look-ups. Immutable. */
final class ImpactIndex {

    /**
     * A policy that reads a kind.
     *
     * @param policy the policy
     * @param subjects the kinds that it names as those it is about
     * @param sites its look-ups of the kind that decide whether its rules hold
     * @param rules the rules that those decide
     */
    record Reader(
            CompiledPolicy policy,
            List<SubjectKind> subjects,
            List<Origin.Site> sites,
            List<CompiledPolicy.Rule> rules) {

        Reader {
            subjects = List.copyOf(subjects);
            sites = List.copyOf(sites);
            rules = List.copyOf(rules);
        }
    }

    private final Map<GroupKind, List<Reader>> readers = new HashMap<>();

    ImpactIndex(List<CompiledPolicy> policies, ResourceTypes types) {
        for (CompiledPolicy policy : policies) {
            List<SubjectKind> subjects = SubjectKind.of(policy.policy(), types);
            if (subjects.isEmpty()) {
                continue;
            }
            policy.kinds().stream()
                    .map(kind -> GroupKind.of(kind.apiVersion(), kind.kind()))
                    .distinct()
                    .forEach(kind -> {
                        Reader reader = reader(policy, subjects, kind);
                        if (!reader.rules.isEmpty()) {
                            readers.computeIfAbsent(kind, _ -> new ArrayList<>())
                                    .add(reader);
                        }
                    });
        }
    }

    private static Reader reader(CompiledPolicy policy, List<SubjectKind> subjects, GroupKind kind) {
        List<Origin.Site> sites = sites(policy.conditionLookups(), kind);
        List<CompiledPolicy.Rule> rules = sites.isEmpty()
                ? policy.rules().stream()
                        .filter(rule -> !sites(rule.lookups(), kind).isEmpty())
                        .toList()
                : policy.rules();
        var all = new ArrayList<>(sites);
        rules.forEach(rule -> sites(rule.lookups(), kind).stream()
                .filter(site -> !all.contains(site))
                .forEach(all::add));
        return new Reader(policy, subjects, all, rules);
    }

    private static List<Origin.Site> sites(java.util.Set<Origin.Site> sites, GroupKind kind) {
        return sites.stream()
                .filter(site -> GroupKind.of(
                                site.kind().apiVersion(), site.kind().kind())
                        .equals(kind))
                .toList();
    }

    /** The policies that read objects of the kind that this one has. */
    List<Reader> readers(Manifest changed) {
        return readers.getOrDefault(GroupKind.of(changed.apiVersion(), changed.kind()), List.of());
    }
}
