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
import java.util.stream.Stream;

/**
 * What is there already, which manifests are compared with: an object that is there too is judged as an update of it,
 * any other as new.
 */
final class Deployed {

    /** Nothing is known to be there. */
    static final Deployed NOTHING = new Deployed(Map.of(), Optional.empty(), List.of(), Map.of());

    private final Map<Identity, Manifest> objects;
    private final Optional<ClusterView> view;
    private final List<Problem> problems;
    private final Map<String, SourceFile> sources;

    private Deployed(
            Map<Identity, Manifest> objects,
            Optional<ClusterView> view,
            List<Problem> problems,
            Map<String, SourceFile> sources) {
        this.objects = objects;
        this.view = view;
        this.problems = problems;
        this.sources = sources;
    }

    /**
     * What was read of it.
     *
     * @param partial whether what is not among the objects is not known rather than absent
     */
    static Deployed of(ManifestSet set, boolean partial) {
        Preparation prepared = Preparation.of(set.manifests());
        Map<Identity, Manifest> objects = new HashMap<>();
        prepared.manifests().stream()
                .filter(object -> !object.name().isEmpty())
                .forEach(object -> objects.put(Identity.of(object.ref()), object));
        return new Deployed(
                objects,
                Optional.of(new BundleView(prepared.manifests(), partial)),
                // warnings about what is there already help nobody
                Stream.concat(set.problems().stream(), prepared.problems().stream())
                        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                        .toList(),
                set.sources());
    }

    /** What an object of the manifests is to it. */
    Change change(Manifest object) {
        Manifest old = objects.get(Identity.of(object.ref()));
        return old == null ? Change.create(object) : Change.update(old, object);
    }

    /** The objects that are there; empty if nothing is known of them. */
    Optional<ClusterView> view() {
        return view;
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
