package dev.ordinal.cli;

import dev.ordinal.engine.Evaluation;
import dev.ordinal.engine.Finding;
import dev.ordinal.fix.FileFix;
import dev.ordinal.fix.FindingEdits;
import dev.ordinal.fix.FixOptions;
import dev.ordinal.fix.FixPlan;
import dev.ordinal.fix.Fixer;
import dev.ordinal.fix.Fixes;
import dev.ordinal.manifest.Identity;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.ResourceRef;
import java.util.HashMap;
import java.util.HashSet;
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
        Set<Identity> copied = bundle.copied();
        List<Finding> before = findings(evaluations).stream()
                .filter(finding -> !copied.contains(Identity.of(finding.subject())))
                .toList();
        if (before.isEmpty()) {
            return Fixes.NONE;
        }
        var fixer = new Fixer(bundle.engine(), reader);
        FixOptions options = FixOptions.all(bundle.partial(), elsewhere)
                .accepting((_, object) -> !copied.contains(Identity.of(object)));
        FixPlan plan = fixer.plan(bundle.set(), bundle.objects(), options);
        if (!plan.isEdited()) {
            return Fixes.NONE;
        }
        Set<ResourceRef> changed = changed(plan);
        List<Finding> open = before.stream()
                .filter(finding -> finding.basis() != Finding.Basis.OBJECT || changed.contains(finding.subject()))
                .toList();
        List<Finding> after = findings(judgedAgain(open, plan.after()));
        Function<Finding, List<FileFix>> edits = !withEdits
                ? _ -> List.of()
                : copied.isEmpty()
                        ? new FindingEdits(fixer, bundle.engine(), bundle.set(), bundle.objects(), options, plan)
                        // what is enough for one finding is looked for among the last copies alone
                        : _ -> plan.files();
        return Fixes.of(open, after, edits);
    }

    /** What the policies that may still have findings say of the objects that those are about. */
    private List<Evaluation> judgedAgain(List<Finding> open, List<Manifest> objects) {
        Map<ResourceRef, Set<String>> policies = new HashMap<>();
        open.forEach(finding -> policies.computeIfAbsent(finding.subject(), _ -> new HashSet<>())
                .add(finding.policy()));
        List<Manifest> subjects = objects.stream()
                .filter(object -> policies.containsKey(object.ref()))
                .toList();
        return checker.judge(
                bundle,
                objects,
                subjects,
                (object, policy) ->
                        policies.getOrDefault(object.ref(), Set.of()).contains(policy));
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
