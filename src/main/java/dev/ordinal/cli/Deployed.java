package dev.ordinal.cli;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Preparation;
import dev.ordinal.manifest.Identity;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What is there already, which manifests are compared with: an object that is there too is judged as an update of it,
 * any other as new.
 */
final class Deployed {

    /** Nothing is known to be there. */
    static final Deployed NOTHING = new Deployed(
            new Copies(List.of(), List.of(), Copies.Nearness.LAYOUT), List.of(), Optional.empty(), List.of(), Map.of());

    private final Copies copies;
    private final Map<Identity, Manifest> objects = new HashMap<>();
    private final Optional<Boolean> partial;
    private final Map<List<Manifest>, ClusterView> views = new ConcurrentHashMap<>();
    private final List<Problem> problems;
    private final Map<String, SourceFile> sources;

    private Deployed(
            Copies copies,
            List<Manifest> objects,
            Optional<Boolean> partial,
            List<Problem> problems,
            Map<String, SourceFile> sources) {
        this.copies = copies;
        this.partial = partial;
        this.problems = problems;
        this.sources = sources;
        objects.stream()
                .filter(object -> !object.name().isEmpty())
                .forEach(object -> this.objects.put(Identity.of(object.ref()), object));
    }

    /**
     * What was read of it.
     *
     * @param partial whether what is not among the objects is not known rather than absent
     */
    static Deployed of(ManifestSet set, boolean partial) {
        Preparation prepared = Preparation.of(set.manifests());
        Preparation earlier = Preparation.of(set.earlier());
        return new Deployed(
                new Copies(prepared.manifests(), earlier.manifests(), Copies.Nearness.LAYOUT),
                prepared.manifests(),
                Optional.of(partial),
                // warnings about what is there already help nobody
                Stream.of(set.problems(), prepared.problems(), earlier.problems())
                        .flatMap(List::stream)
                        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                        .toList(),
                set.sources());
    }

    /** What an object of the manifests is to it. */
    Change change(Manifest object) {
        Manifest old = copies.nearest(object.ref(), Copies.fileOf(object))
                .orElseGet(() -> objects.get(Identity.of(object.ref())));
        return old == null ? Change.create(object) : Change.update(old, object);
    }

    /** The objects that are there around an object of the manifests; empty if nothing is known of them. */
    Optional<ClusterView> view(Manifest object) {
        return partial.map(isPartial -> views.computeIfAbsent(
                copies.nearest(Copies.fileOf(object)), nearest -> new BundleView(copies.with(nearest), isPartial)));
    }

    /** What is wrong with its files. */
    List<Problem> problems() {
        return problems;
    }

    /** Its files by name. */
    Map<String, SourceFile> sources() {
        return sources;
    }
}
