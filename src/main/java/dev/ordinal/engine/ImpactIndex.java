package dev.ordinal.engine;

import dev.ordinal.cel.Origin;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.policy.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which policies read which kinds, and with which look-ups. Immutable. */
final class ImpactIndex {

    /**
     * A policy that reads a kind.
     *
     * @param policy the policy
     * @param subjects the kinds that it names as those it is about
     * @param sites its look-ups of the kind that decide whether its rules hold
     * @param rules the rules that those decide
     * @param byConditions whether its match conditions look such objects up, so that all its rules depend on them
     */
    record Reader(
            CompiledPolicy policy,
            List<SubjectKind> subjects,
            List<Origin.Site> sites,
            List<CompiledPolicy.Rule> rules,
            boolean byConditions) {

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
        List<Origin.Site> byConditions = sites(policy.conditionLookups(), kind);
        List<CompiledPolicy.Rule> rules = byConditions.isEmpty()
                ? policy.rules().stream()
                        .filter(rule -> !sites(rule.reads().lookups(), kind).isEmpty())
                        .toList()
                : policy.rules();
        return new Reader(policy, subjects, sites(byConditions, rules, kind), rules, !byConditions.isEmpty());
    }

    private static List<Origin.Site> sites(
            List<Origin.Site> byConditions, List<CompiledPolicy.Rule> rules, GroupKind kind) {
        var sites = new LinkedHashSet<>(byConditions);
        rules.forEach(rule -> sites.addAll(sites(rule.reads().lookups(), kind)));
        return List.copyOf(sites);
    }

    private static List<Origin.Site> sites(Set<Origin.Site> sites, GroupKind kind) {
        return sites.stream()
                .filter(site -> GroupKind.of(
                                site.kind().apiVersion(), site.kind().kind())
                        .equals(kind))
                .toList();
    }

    /**
     * The policies that read what a change changes, each with just the rules that do. An update that leaves alone what
     * a rule reads cannot break it.
     */
    List<Reader> readers(Change change) {
        Manifest changed = change.subject();
        GroupKind kind = GroupKind.of(changed.apiVersion(), changed.kind());
        List<Reader> all = readers.getOrDefault(kind, List.of());
        if (change.operation() != Operation.UPDATE
                || change.object().isEmpty()
                || change.oldObject().isEmpty()) {
            return all;
        }
        Manifest before = change.oldObject().get();
        Manifest after = change.object().get();
        return all.stream()
                .flatMap(reader -> narrowed(reader, kind, before, after).stream())
                .toList();
    }

    private static Optional<Reader> narrowed(Reader reader, GroupKind kind, Manifest before, Manifest after) {
        if (reader.byConditions) {
            return Optional.of(reader).filter(_ -> FieldChanges.between(before, after, reader.policy.reads()));
        }
        List<CompiledPolicy.Rule> rules = reader.rules.stream()
                .filter(rule -> FieldChanges.between(before, after, rule.reads()))
                .toList();
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reader(reader.policy, reader.subjects, sites(List.of(), rules, kind), rules, false));
    }
}
