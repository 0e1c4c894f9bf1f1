package dev.ordinal.fix;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Mutated;
import dev.ordinal.engine.Mutator;
import dev.ordinal.engine.NotKnownRule;
import dev.ordinal.engine.RuleError;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Identity;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Mutates objects that stand beside each other until none changes any more: what one gets may depend on what another
 * got. Objects that are missing are added when that is so, and then the rounds go on. For one thread.
 */
final class Rounds {

    /** Far more than policies need; those that never come to an end are cut off here. */
    private static final int MOST = 8;

    private final Mutators mutators;
    private final FixOptions options;
    private final List<Item> items;
    private final Set<Identity> refused = new HashSet<>();
    private final List<ByHand> byHand = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<Pair> endless = new HashSet<>();
    private final Set<RuleError> errors = new LinkedHashSet<>();
    private final Map<ResourceRef, List<NotKnownRule>> notKnown = new LinkedHashMap<>();
    private final Map<ResourceRef, List<NotKnownRule>> notKnownBeside = new LinkedHashMap<>();

    Rounds(Mutators mutators, FixOptions options, List<Item> items) {
        this.mutators = mutators;
        this.options = options;
        this.items = new ArrayList<>(items);
    }

    /** Lets them run. */
    void run() {
        for (int i = 0; i < MOST; i++) {
            BundleView view = mutate();
            if (!options.creates() || !create(view)) {
                return;
            }
        }
        for (Item item : items) {
            item.addition().ifPresent(addition -> endless(addition.policy(), addition.beside()));
        }
    }

    /** All objects, those that were added last. */
    List<Item> items() {
        return List.copyOf(items);
    }

    /** The objects that are missing but could not be added. */
    List<ByHand> byHand() {
        return List.copyOf(byHand);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<RuleError> errors() {
        return List.copyOf(errors);
    }

    List<NotKnownRule> notKnown() {
        return Stream.concat(notKnown.values().stream(), notKnownBeside.values().stream())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private BundleView view() {
        return new BundleView(items.stream().map(Item::now).toList(), options.partial());
    }

    /** Asks the mutator of each object, on as many threads as there are processors; in the order of the objects. */
    private <T> List<T> each(BiFunction<Mutator, Change, T> question) {
        record Asked(Mutator mutator, Change change) {}
        List<Asked> asked = items.stream()
                .map(item -> new Asked(mutators.of(item.ref(), options), Change.create(item.now())))
                .toList();
        return asked.parallelStream()
                .map(one -> question.apply(one.mutator(), one.change()))
                .toList();
    }

    /** Mutates until nothing changes, and gives the view of what came of it. */
    private BundleView mutate() {
        BundleView view = view();
        for (int i = 0; i <= MOST; i++) {
            boolean isChanged = false;
            BundleView now = view;
            List<Mutated> results = each((mutator, object) -> mutator.mutate(object, now));
            for (int k = 0; k < results.size(); k++) {
                Item item = items.get(k);
                Mutated mutated = results.get(k);
                warnings.addAll(mutated.warnings());
                errors.addAll(mutated.errors());
                notKnown.put(item.ref(), mutated.notKnown());
                if (i == MOST) {
                    mutated.steps().forEach(step -> endless(step.policy(), item.now()));
                } else {
                    isChanged |= item.take(mutated);
                }
            }
            if (!isChanged) {
                return view;
            }
            view = view();
        }
        return view;
    }

    /** What came to no end, and was cut off. */
    Set<Pair> endless() {
        return Set.copyOf(endless);
    }

    /** Tells that a policy was cut off. */
    private void endless(String policy, Manifest object) {
        endless.add(new Pair(policy, object.ref()));
        errors.add(mutators.error(
                policy,
                object,
                "what it adds gives it more to add, without end; it was stopped after %d rounds".formatted(MOST)));
    }

    /** Adds what is missing; whether anything was. */
    private boolean create(BundleView before) {
        var present = new HashSet<Identity>(refused);
        items.forEach(item -> present.add(Identity.of(item.ref())));
        var added = new ArrayList<Item>();
        List<Mutator.Companions> results = each((mutator, object) -> mutator.missing(object, before));
        for (int i = 0; i < results.size(); i++) {
            Item item = items.get(i);
            Mutator.Companions companions = results.get(i);
            if (item.addition().isPresent()) {
                continue;
            }
            errors.addAll(companions.errors());
            notKnownBeside.put(item.ref(), companions.notKnown());
            for (Mutator.Missing missing : companions.objects()) {
                Manifest object = object(missing.object(), item);
                if (!object.name().isEmpty() && present.add(Identity.of(object.ref())) && !isElsewhere(object, item)) {
                    place(missing.policy(), object, item).ifPresent(added::add);
                }
            }
        }
        items.addAll(added);
        return !added.isEmpty();
    }

    /** Whether an object that seems to be missing stands in a file that was not given. */
    private boolean isElsewhere(Manifest object, Item beside) {
        Identity identity = Identity.of(object.ref());
        Optional<Manifest> found = options.elsewhere().get().stream()
                .filter(one -> Identity.of(one.ref()).equals(identity))
                .findFirst();
        found.ifPresent(one ->
                warnings.add("%s is not added beside %s: it stands in %s; give that file too, or the folder"
                        .formatted(
                                object.ref(),
                                beside.ref(),
                                one.source().map(map -> map.file().name()).orElse("another file"))));
        return found.isPresent();
    }

    private Optional<Item> place(String policy, Manifest object, Item beside) {
        switch (NewDocument.of(object.root(), beside.source())) {
            case NewDocument.Placed place -> {
                return Optional.of(Item.added(object, new Item.Addition(policy, beside.source(), place)));
            }
            case NewDocument.Refused(String why) -> {
                refused.add(Identity.of(object.ref()));
                byHand.add(new ByHand(
                        List.of(policy),
                        beside.ref(),
                        FieldPath.ROOT,
                        "%s is missing beside it, and %s".formatted(object.ref(), why),
                        YamlText.of(object.root()),
                        beside.source().positionOf(FieldPath.ROOT)));
                return Optional.empty();
            }
        }
    }

    /** A missing object; it names its namespace where the one beside it does. */
    private static Manifest object(JsonObject missing, Item beside) {
        String namespace = beside.ref().namespace();
        JsonObject metadata = missing.object("metadata");
        boolean isNamed =
                !beside.source().metadata().text("namespace").orElse("").isEmpty();
        boolean isNeighbour = metadata.text("namespace").orElse(namespace).equals(namespace);
        JsonObject named = isNeighbour
                ? isNamed ? metadata.with("namespace", namespace) : metadata.without("namespace")
                : metadata;
        Manifest plain = Manifest.of(missing.with("metadata", named));
        ResourceRef ref = plain.ref();
        String home = ref.namespace().isEmpty() ? namespace : ref.namespace();
        return new Manifest(new ResourceRef(ref.apiVersion(), ref.kind(), home, ref.name()), plain.root(), null);
    }
}
