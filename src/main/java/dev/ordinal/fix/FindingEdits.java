package dev.ordinal.fix;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Finding;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ResourceRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds which edits of a plan make a finding go: what one policy adds to the finding's object, or to one that the rule
 * looked at; where no single one does, all that is added to these objects; else the whole plan. For one thread.
 */
public final class FindingEdits implements Function<Finding, List<FileFix>> {

    private final Fixer fixer;
    private final PolicyEngine engine;
    private final ManifestSet set;
    private final List<Manifest> prepared;
    private final FixOptions options;
    private final FixPlan whole;
    private final Map<Set<Pair>, Tried> tried = new HashMap<>();

    private record Tried(FixPlan plan, BundleView view) {}

    /**
     * Makes one.
     *
     * @param prepared the objects with the API server's defaults
     * @param options those of the plan
     * @param whole the plan
     */
    public FindingEdits(
            Fixer fixer,
            PolicyEngine engine,
            ManifestSet set,
            List<Manifest> prepared,
            FixOptions options,
            FixPlan whole) {
        this.fixer = fixer;
        this.engine = engine;
        this.set = set;
        this.prepared = List.copyOf(prepared);
        this.options = options;
        this.whole = whole;
    }

    /**
     * The edits for a finding.
     *
     * @param finding one that is gone after the whole plan
     */
    @Override
    public List<FileFix> apply(Finding finding) {
        var objects = new HashSet<ResourceRef>();
        objects.add(finding.subject());
        finding.related().forEach(related -> objects.add(related.ref()));
        List<Pair> near = whole.mends().stream()
                .filter(mend -> objects.contains(mend.object())
                        || mend.created().filter(objects::contains).isPresent())
                .map(mend -> new Pair(mend.policy(), mend.object()))
                .distinct()
                .toList();
        for (Pair pair : near) {
            Optional<List<FileFix>> edits = edits(Set.of(pair), finding);
            if (edits.isPresent()) {
                return edits.get();
            }
        }
        return edits(Set.copyOf(near), finding).orElseGet(whole::files);
    }

    /** The edits of a part of the plan, if it makes the finding go. */
    private Optional<List<FileFix>> edits(Set<Pair> pairs, Finding finding) {
        Tried part = tried.computeIfAbsent(pairs, this::tried);
        List<Finding> after = part.plan().after().stream()
                .filter(manifest -> manifest.ref().equals(finding.subject()))
                .flatMap(manifest -> engine.evaluate(Change.create(manifest), part.view()).stream())
                .flatMap(evaluation -> evaluation.findings().stream())
                .toList();
        return Fixes.of(List.of(finding), after, _ -> part.plan().files()).edits().values().stream()
                .findFirst();
    }

    private Tried tried(Set<Pair> pairs) {
        FixPlan plan = fixer.plan(
                set, prepared, options.accepting((policy, object) -> pairs.contains(new Pair(policy, object))));
        return new Tried(plan, new BundleView(plan.after(), options.partial()));
    }
}
