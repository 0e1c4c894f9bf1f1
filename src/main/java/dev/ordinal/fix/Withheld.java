package dev.ordinal.fix;

import dev.ordinal.engine.Mutated;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Identity;
import dev.ordinal.patch.Undone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is left to people. A policy adds to an object whole or not at all: a claim template without its mount would be
 * taken by the next run for something that needs no mending. So a policy that cannot make all its edits makes none, and
 * neither does one that would add something else, or nothing, without it. For one thread.
 */
final class Withheld {

    private static final String WITH_OTHERS = "is left out, for it goes with what cannot be edited in place";

    private final Set<Pair> pairs = new HashSet<>();
    private final Set<ByHand> fields = new LinkedHashSet<>();
    private final Map<Identity, ByHand> objects = new LinkedHashMap<>();
    private Optional<Rounds> all = Optional.empty();

    /** The options for what is left. */
    FixOptions narrowed(FixOptions options) {
        return options.without(pairs);
    }

    /**
     * Takes what came of an attempt, of which the first was at everything.
     *
     * @return whether anything more is withheld, so that another attempt is due
     */
    boolean take(Rounds rounds, Edits edits) {
        Rounds first = all.orElse(rounds);
        all = Optional.of(first);
        int before = pairs.size();
        List<Item> wanted = first.items();
        for (int i = 0; i < rounds.items().size(); i++) {
            Item item = rounds.items().get(i);
            List<Undone> undone = edits.of(item).undone();
            if (item.addition().isPresent()) {
                take(item, item.addition().get(), undone, wanted);
            } else {
                // objects that were read come first, in the same order each time
                withhold(item, undone);
                withholdOthers(item, wanted.get(i));
            }
        }
        return pairs.size() > before;
    }

    /** Withholds an object that is missing, where it cannot be added or is not the one that was wanted. */
    private void take(Item item, Item.Addition addition, List<Undone> undone, List<Item> wanted) {
        undone.forEach(one -> leave(item, addition, one));
        if (!undone.isEmpty() || !isAmong(wanted, item)) {
            pairs.add(new Pair(addition.policy(), addition.beside().ref()));
        }
    }

    /** Withholds the policies of what could not be done. */
    private void withhold(Item item, List<Undone> undone) {
        var failed = new LinkedHashSet<String>();
        for (Undone one : undone) {
            Set<String> policies = policies(item, one.path());
            failed.addAll(policies);
            fields.add(new ByHand(
                    List.copyOf(policies),
                    item.ref(),
                    one.path(),
                    one.why(),
                    one.toAdd(),
                    item.source().positionOf(one.path())));
        }
        for (String policy : failed) {
            withhold(
                    policy,
                    item,
                    fields(item, policy).stream()
                            .filter(field -> undone.stream().noneMatch(one -> isSame(one.path(), field)))
                            .toList());
        }
    }

    /** Withholds the policies that add something else to an object now than they did when all of them could. */
    private void withholdOthers(Item item, Item wanted) {
        var policies = new LinkedHashSet<String>();
        wanted.steps().forEach(step -> policies.add(step.policy()));
        item.steps().forEach(step -> policies.add(step.policy()));
        for (String policy : policies) {
            boolean isLeft = !pairs.contains(new Pair(policy, item.ref()));
            if (isLeft && !isAlike(fields(item, policy), fields(wanted, policy))) {
                withhold(policy, wanted, fields(wanted, policy));
            }
        }
    }

    private void withhold(String policy, Item item, List<FieldPath> others) {
        pairs.add(new Pair(policy, item.ref()));
        for (FieldPath field : others) {
            fields.add(new ByHand(
                    List.of(policy),
                    item.ref(),
                    field,
                    WITH_OTHERS,
                    Edits.toAdd(field, item.now().root()),
                    item.source().positionOf(field)));
        }
    }

    private void leave(Item item, Item.Addition addition, Undone undone) {
        objects.putIfAbsent(
                Identity.of(item.ref()),
                new ByHand(
                        List.of(addition.policy()),
                        addition.beside().ref(),
                        FieldPath.ROOT,
                        "%s, which is missing beside it, %s".formatted(item.ref(), undone.why()),
                        undone.toAdd(),
                        addition.beside().positionOf(FieldPath.ROOT)));
    }

    /**
     * All that is left to people.
     *
     * @param last of the attempts
     */
    List<ByHand> byHand(Rounds last) {
        var byHand = new ArrayList<>(all.orElse(last).byHand());
        byHand.addAll(fields);
        for (Item item : all.orElse(last).items()) {
            if (item.addition().isPresent() && !isAmong(last.items(), item)) {
                leave(item, item.addition().get(), Edits.undone(item, WITH_OTHERS));
            }
        }
        last.items().forEach(item -> objects.remove(Identity.of(item.ref())));
        byHand.addAll(objects.values());
        return byHand;
    }

    private static boolean isAmong(List<Item> items, Item sought) {
        Identity identity = Identity.of(sought.ref());
        return items.stream().anyMatch(item -> Identity.of(item.ref()).equals(identity));
    }

    /** The policies that added a field; all where none did by itself. */
    private static Set<String> policies(Item item, FieldPath field) {
        var policies = new LinkedHashSet<String>();
        var all = new LinkedHashSet<String>();
        for (Mutated.Step step : item.steps()) {
            all.add(step.policy());
            if (step.fields().stream().anyMatch(one -> isSame(one, field))) {
                policies.add(step.policy());
            }
        }
        return policies.isEmpty() ? all : policies;
    }

    private static List<FieldPath> fields(Item item, String policy) {
        return item.steps().stream()
                .filter(step -> step.policy().equals(policy))
                .flatMap(step -> step.fields().stream())
                .distinct()
                .toList();
    }

    /** Whether each field has its like among the others. */
    private static boolean isAlike(List<FieldPath> some, List<FieldPath> others) {
        List<FieldPath> left = some.stream().map(Withheld::anywhere).toList();
        List<FieldPath> right = others.stream().map(Withheld::anywhere).toList();
        return left.stream().allMatch(one -> right.stream().anyMatch(other -> isSame(one, other)))
                && right.stream().allMatch(one -> left.stream().anyMatch(other -> isSame(one, other)));
    }

    /** The field, wherever in lists its items stand: an item that is left out moves those behind it. */
    private static FieldPath anywhere(FieldPath field) {
        FieldPath path = FieldPath.ROOT;
        for (Object segment : field.segments()) {
            path = segment instanceof String name ? path.child(name) : path.child(0);
        }
        return path;
    }

    /** Whether one of the fields is the other or lies below it. */
    private static boolean isSame(FieldPath one, FieldPath other) {
        return one.isPrefixOf(other) || other.isPrefixOf(one);
    }
}
