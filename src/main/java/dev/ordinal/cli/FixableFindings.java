package dev.ordinal.cli;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.Finding;
import dev.ordinal.fix.FileFix;
import dev.ordinal.fix.FindingEdits;
import dev.ordinal.fix.FixOptions;
import dev.ordinal.fix.FixPlan;
import dev.ordinal.fix.Fixer;
import dev.ordinal.fix.Fixes;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ResourceRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Which findings of a check {@code ordinal fix} would mend: those that are gone once its edits are made and read again.
 */
final class FixableFindings {

    private final Checker checker;
    private final Bundle bundle;
    private final Function<List<Input>, ManifestSet> reader;
    private final Supplier<List<Manifest>> elsewhere;

    /**
     * Makes one.
     *
     * @param reader reads texts as the manifests were read
     * @param elsewhere objects that are in no file of the bundle, but are not missing
     */
    FixableFindings(
            Checker checker,
            Bundle bundle,
            Function<List<Input>, ManifestSet> reader,
            Supplier<List<Manifest>> elsewhere) {
        this.checker = checker;
        this.bundle = bundle;
        this.reader = reader;
        this.elsewhere = elsewhere;
    }

    /**
     * Finds them.
     *
     * @param evaluations what the check found
     * @param withEdits whether the edits of each are asked for
     */
    Fixes of(List<Evaluation> evaluations, boolean withEdits) {
        List<Finding> before = findings(evaluations);
        if (before.isEmpty()) {
            return Fixes.NONE;
        }
        var fixer = new Fixer(bundle.engine(), reader);
        FixOptions options = FixOptions.all(bundle.partial(), elsewhere);
        FixPlan plan = fixer.plan(bundle.set(), bundle.objects(), options);
        if (!plan.isEdited()) {
            return Fixes.NONE;
        }
        Set<ResourceRef> changed = changed(plan);
        List<Finding> open = before.stream()
                .filter(finding -> finding.basis() != Finding.Basis.OBJECT || changed.contains(finding.subject()))
                .toList();
        BundleView view = new BundleView(plan.after(), bundle.partial());
        List<Finding> after = findings(checker.judge(bundle, again(open, plan.after()), view));
        Function<Finding, List<FileFix>> edits = withEdits
                ? new FindingEdits(fixer, bundle.engine(), bundle.set(), bundle.objects(), options, plan)
                : _ -> List.of();
        return Fixes.of(open, after, edits);
    }

    /** The objects that findings are about, each with the policies that may still have them. */
    private static Map<Manifest, Set<String>> again(List<Finding> open, List<Manifest> objects) {
        Map<ResourceRef, Set<String>> policies = new HashMap<>();
        open.forEach(finding -> policies.computeIfAbsent(finding.subject(), _ -> new HashSet<>())
                .add(finding.policy()));
        var again = new LinkedHashMap<Manifest, Set<String>>();
        for (Manifest object : objects) {
            Set<String> of = policies.get(object.ref());
            if (of != null) {
                again.put(object, of);
            }
        }
        return again;
    }

    /** The objects that are other than they were; findings about the rest that rest on nothing else stay. */
    private Set<ResourceRef> changed(FixPlan plan) {
        Map<ResourceRef, JsonObject> roots = new HashMap<>();
        bundle.objects().forEach(object -> roots.put(object.ref(), object.root()));
        Set<ResourceRef> changed = new HashSet<>();
        for (Manifest object : plan.after()) {
            if (!object.root().equals(roots.get(object.ref()))) {
                changed.add(object.ref());
            }
        }
        return changed;
    }

    private static List<Finding> findings(List<Evaluation> evaluations) {
        return evaluations.stream()
                .flatMap(evaluation -> evaluation.findings().stream())
                .toList();
    }
}
