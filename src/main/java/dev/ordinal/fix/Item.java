package dev.ordinal.fix;

import dev.ordinal.engine.Mutated;
import dev.ordinal.engine.Preparation;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.patch.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One object on its way through the rounds of mutations. For one thread. */
final class Item {

    private final Manifest source;
    private final Manifest before;
    private final Optional<Addition> addition;
    private final List<Mutated.Step> steps = new ArrayList<>();
    private Manifest now;

    /**
     * That the object is missing beside another, and is added.
     *
     * @param policy that adds it
     * @param beside the other one, as it was read
     * @param place where it goes
     */
    record Addition(String policy, Manifest beside, NewDocument.Placed place) {}

    /**
     * Makes one of an object of a file.
     *
     * @param source as it was read
     * @param prepared with the API server's defaults
     */
    Item(Manifest source, Manifest prepared) {
        this(source, prepared, Optional.empty());
    }

    private Item(Manifest source, Manifest prepared, Optional<Addition> addition) {
        this.source = source;
        this.before = prepared;
        this.now = prepared;
        this.addition = addition;
    }

    /** Makes one of an object that is added, without the API server's defaults. */
    static Item added(Manifest plain, Addition addition) {
        return new Item(plain, prepared(plain), Optional.of(addition));
    }

    Manifest source() {
        return source;
    }

    Manifest before() {
        return before;
    }

    Manifest now() {
        return now;
    }

    ResourceRef ref() {
        return before.ref();
    }

    Optional<Addition> addition() {
        return addition;
    }

    List<Mutated.Step> steps() {
        return List.copyOf(steps);
    }

    boolean isChanged() {
        return !steps.isEmpty();
    }

    /** Takes what a round made of the object; whether that is anything new. */
    boolean take(Mutated mutated) {
        if (!mutated.isChanged()) {
            return false;
        }
        steps.addAll(mutated.steps());
        now = mutated.after();
        return true;
    }

    /** All that was added to the object. */
    JsonPatch patch() {
        return JsonPatch.diff(before.root(), now.root());
    }

    /** What the API server would make of the object as it is now. */
    JsonObject wanted() {
        return isChanged() ? prepared(now).root() : before.root();
    }

    /** The tree of an object that is added, with all that was added to it, without the API server's defaults. */
    JsonObject plain() {
        return isChanged() && patch().apply(source.root()) instanceof JsonPatch.Applied.Done(JsonObject done)
                ? done
                : source.root();
    }

    static Manifest prepared(Manifest manifest) {
        return Preparation.of(List.of(manifest)).manifests().getFirst();
    }
}
