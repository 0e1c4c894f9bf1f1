package dev.ordinal.fix;

import dev.ordinal.engine.Mutated;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
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
        FixOptions ending = options;
        Rounds first = rounds(set, prepared, ending);
        var errors = new LinkedHashSet<>(first.errors());
        while (!first.endless().isEmpty()) {
            ending = ending.without(first.endless());
            first = rounds(set, prepared, ending);
            errors.addAll(first.errors());
        }
        Map<String, String> spared = spared(set);
        var withheld = new Withheld();
        var rereading = new Rereading(prepared, reader);
        Rounds rounds = first;
        while (true) {
            var edits = new Edits(rounds.items(), spared);
            if (withheld.take(rounds, edits)) {
                rounds = rounds(set, prepared, withheld.narrowed(ending));
                continue;
            }
            List<FileFix> files = edits.files();
            Rereading.Result read = rereading.read(files, rounds.items(), edits);
            if (read.wrong().isEmpty()) {
                return new FixPlan(
                        files,
                        mends(rounds.items()),
                        withheld.byHand(rounds),
                        first.warnings(),
                        List.copyOf(errors),
                        first.notKnown(),
                        read.objects());
            }
            read.wrong().forEach(file -> spared.put(file, UNSAFE));
        }
    }

    /** Files, by name, that must not be edited, and why. */
    private static Map<String, String> spared(ManifestSet set) {
        Map<String, String> spared = new HashMap<>();
        for (Problem problem : set.problems()) {
            if (problem.kind() == Problem.Kind.ENCODING) {
                spared.put(problem.position().file(), NOT_TEXT);
            }
        }
        return spared;
    }

    private Rounds rounds(ManifestSet set, List<Manifest> prepared, FixOptions options) {
        var rounds = new Rounds(
                mutators,
                options,
                IntStream.range(0, prepared.size())
                        .mapToObj(i -> new Item(set.manifests().get(i), prepared.get(i)))
                        .toList());
        rounds.run();
        return rounds;
    }

    private static List<Mend> mends(List<Item> items) {
        var mends = new ArrayList<Mend>();
        for (Item item : items) {
            if (item.addition().isPresent()) {
                mends.add(added(item, item.addition().get()));
            } else {
                mends.addAll(mends(item));
            }
        }
        return mends;
    }

    private static Mend added(Item item, Item.Addition addition) {
        Manifest beside = addition.beside();
        return new Mend(
                addition.policy(), beside.ref(), Optional.of(item.ref()), List.of(), beside.positionOf(FieldPath.ROOT));
    }

    /** What each policy added to an object. */
    private static List<Mend> mends(Item item) {
        Map<String, LinkedHashSet<FieldPath>> fields = new LinkedHashMap<>();
        for (Mutated.Step step : item.steps()) {
            fields.computeIfAbsent(step.policy(), _ -> new LinkedHashSet<>()).addAll(step.fields());
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
}
