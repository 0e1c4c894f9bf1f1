package dev.ordinal.fix;

import dev.ordinal.engine.Mutated;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.patch.Undone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Plans how files have to be edited so that their objects have what policies would add to them. A plan was tried: the
 * edited texts were read again, and give the objects that were wanted. For one thread.
 */
public final class Fixer {

    private static final String UNSAFE = "could not be edited safely";
    private static final String NOT_TEXT = "stands in a file that is not text in UTF-8 throughout";

    private final Mutators mutators;
    private final Function<List<Input>, ManifestSet> reader;

    /**
     * Makes one.
     *
     * @param engine whose policies mutate
     * @param reader reads texts as the manifests were read, and knows the same kinds
     */
    public Fixer(PolicyEngine engine, Function<List<Input>, ManifestSet> reader) {
        this.mutators = new Mutators(engine);
        this.reader = reader;
    }

    /**
     * Plans.
     *
     * @param set what was read
     * @param prepared its objects with the API server's defaults, in the same order
     */
    public FixPlan plan(ManifestSet set, List<Manifest> prepared, FixOptions options) {
        if (mutators.isEmpty()) {
            return new FixPlan(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), prepared);
        }
        var rounds = new Rounds(
                mutators,
                options,
                IntStream.range(0, prepared.size())
                        .mapToObj(i -> new Item(set.manifests().get(i), prepared.get(i)))
                        .toList());
        rounds.run();
        Map<String, String> spared = new HashMap<>();
        for (Problem problem : set.problems()) {
            if (problem.kind() == Problem.Kind.ENCODING) {
                spared.put(problem.position().file(), NOT_TEXT);
            }
        }
        var edits = new Edits(rounds.items(), spared);
        List<FileFix> files = edits.files();
        var rereading = new Rereading(prepared, reader);
        var read = rereading.read(files, rounds.items(), edits);
        while (!read.wrong().isEmpty()) {
            read.wrong().forEach(file -> spared.put(file, UNSAFE));
            edits = new Edits(rounds.items(), spared);
            files = edits.files();
            read = rereading.read(files, rounds.items(), edits);
        }
        return planned(rounds, edits, files, read.objects());
    }

    private static FixPlan planned(Rounds rounds, Edits edits, List<FileFix> files, List<Manifest> after) {
        var mends = new ArrayList<Mend>();
        var byHand = new ArrayList<>(rounds.byHand());
        for (Item item : rounds.items()) {
            List<Undone> undone = edits.of(item).undone();
            if (item.addition().isPresent() && undone.isEmpty()) {
                mends.add(added(item, item.addition().get()));
            }
            if (item.addition().isEmpty()) {
                mends.addAll(mends(item, undone));
            }
            undone.forEach(one -> byHand.add(byHand(item, one)));
        }
        return new FixPlan(files, mends, byHand, rounds.warnings(), rounds.errors(), rounds.notKnown(), after);
    }

    private static Mend added(Item item, Item.Addition addition) {
        Manifest beside = addition.beside();
        return new Mend(
                addition.policy(), beside.ref(), Optional.of(item.ref()), List.of(), beside.positionOf(FieldPath.ROOT));
    }

    /** What each policy added to an object, less what could not be edited in place. */
    private static List<Mend> mends(Item item, List<Undone> undone) {
        Map<String, LinkedHashSet<FieldPath>> fields = new LinkedHashMap<>();
        for (Mutated.Step step : item.steps()) {
            for (FieldPath field : step.fields()) {
                if (undone.stream().noneMatch(one -> isSame(one.path(), field))) {
                    fields.computeIfAbsent(step.policy(), _ -> new LinkedHashSet<>())
                            .add(field);
                }
            }
        }
        var mends = new ArrayList<Mend>();
        fields.forEach((policy, all) -> mends.add(new Mend(
                policy,
                item.ref(),
                Optional.empty(),
                List.copyOf(all),
                item.source().positionOf(all.getFirst()))));
        return mends;
    }

    private static ByHand byHand(Item item, Undone undone) {
        if (item.addition().isPresent()) {
            Manifest beside = item.addition().get().beside();
            return new ByHand(
                    List.of(item.addition().get().policy()),
                    beside.ref(),
                    FieldPath.ROOT,
                    "%s, which is missing beside it, %s".formatted(item.ref(), undone.why()),
                    undone.toAdd(),
                    beside.positionOf(FieldPath.ROOT));
        }
        var policies = new LinkedHashSet<String>();
        for (Mutated.Step step : item.steps()) {
            if (step.fields().stream().anyMatch(field -> isSame(field, undone.path()))) {
                policies.add(step.policy());
            }
        }
        return new ByHand(
                List.copyOf(policies),
                item.ref(),
                undone.path(),
                undone.why(),
                undone.toAdd(),
                item.source().positionOf(undone.path()));
    }

    /** Whether one of the fields is the other or lies below it. */
    private static boolean isSame(FieldPath one, FieldPath other) {
        return one.isPrefixOf(other) || other.isPrefixOf(one);
    }
}
