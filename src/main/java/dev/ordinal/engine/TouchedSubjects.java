package dev.ordinal.engine;

import dev.ordinal.cel.Origin;
import dev.ordinal.cel.Reads;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Listing;
import dev.ordinal.cluster.Lookup;
import dev.ordinal.cluster.Selection;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Finds the objects whose look-ups of a policy may give a certain object, by asking the view the other way round: where
 * the policy gets a Service by {@code object.spec.serviceName}, those whose {@code spec.serviceName} is the Service's
 * name. Where a look-up's arguments cannot be followed back, all objects of the namespace.
 */
final class TouchedSubjects {

    private static final FieldPath NAME = FieldPath.ROOT.child("metadata").child("name");
    private static final FieldPath NAMESPACE = FieldPath.ROOT.child("metadata").child("namespace");
    private static final FieldPath SELECTOR = FieldPath.ROOT.child("spec").child("selector");
    private static final FieldPath POD_SELECTOR = FieldPath.ROOT.child("spec").child("podSelector");

    /** So many look-ups may build on each other, and still be followed back. */
    private static final int DEEPEST = 3;

    private final ClusterView view;
    private final SubjectKind subjects;

    /** Finds subjects of a kind in a view. */
    TouchedSubjects(ClusterView view, SubjectKind subjects) {
        this.view = view;
        this.subjects = subjects;
    }

    /** The subjects whose look-up may give the object. */
    List<Manifest> of(Origin.Site site, Manifest object) {
        return of(site, object, 0);
    }

    private List<Manifest> of(Origin.Site site, Manifest object, int depth) {
        Optional<String> namespace = namespace(site, object);
        if (namespace.isEmpty()) {
            return List.of();
        }
        var place = new Place(namespace.get(), depth);
        return switch (site.method()) {
            case GET -> place.byText(site.arguments().getFirst(), object.name());
            case LIST -> place.all();
            case SELECTING ->
                Selection.selectorTree(object)
                        .map(selector -> place.byPodLabels(site.arguments().getFirst(), selector))
                        .orElse(List.of());
            case SELECTED_BY ->
                Selection.podLabels(object)
                        .map(labels -> place.bySelector(site.arguments().getFirst(), labels))
                        .orElse(List.of());
            case REFERRING -> place.referring(site, object);
        };
    }

    /** The namespace whose subjects may look the object up, or all of them; empty if none may. */
    private static Optional<String> namespace(Origin.Site site, Manifest object) {
        if (object.namespace().isEmpty()) {
            return Optional.of(ClusterView.EVERY_NAMESPACE);
        }
        Optional<String> namespace = Optional.empty();
        for (Origin origin : site.namespace()) {
            switch (origin) {
                case Origin.OfObject(FieldPath path)
                when path.equals(NAMESPACE) -> namespace = namespace.or(() -> Optional.of(object.namespace()));
                case Origin.Text(String text)
                when !text.equals(object.namespace()) && !text.equals(ClusterView.EVERY_NAMESPACE) -> {}
                case Origin.Empty _ -> {}
                default -> namespace = Optional.of(ClusterView.EVERY_NAMESPACE);
            }
        }
        return namespace;
    }

    private static boolean isEmptySelectorNone(String kind) {
        return kind.equals("Service") || kind.equals("ReplicationController");
    }

    private static FieldPath selector(String kind) {
        return kind.equals("NetworkPolicy") ? POD_SELECTOR : SELECTOR;
    }

    private static FieldPath podLabels(String kind) {
        FieldPath spec = FieldPath.ROOT.child("spec");
        FieldPath template = switch (kind) {
            case "Pod" -> FieldPath.ROOT;
            case "PodTemplate" -> FieldPath.ROOT.child("template");
            case "CronJob" -> spec.child("jobTemplate").child("spec").child("template");
            default -> spec.child("template");
        };
        return template.child("metadata").child("labels");
    }

    private static List<Manifest> manifests(Listing listing) {
        return switch (listing) {
            case Listing.Known(List<Manifest> manifests) -> manifests;
            case Listing.Partial(List<Manifest> manifests, String _) -> manifests;
        };
    }

    /** Where subjects are sought. */
    private final class Place {
        private final String namespace;
        private final int depth;

        Place(String namespace, int depth) {
            this.namespace = namespace;
            this.depth = depth;
        }

        List<Manifest> all() {
            return manifests(view.list(apiVersion(), kind(), subjectNamespace()));
        }

        private String apiVersion() {
            return subjects.kind().apiVersion();
        }

        private String kind() {
            return subjects.kind().kind();
        }

        private String subjectNamespace() {
            return subjects.namespaced() ? namespace : "";
        }

        List<Manifest> referring(Origin.Site site, Manifest object) {
            Optional<FieldPath> path = site.arguments().getFirst().stream()
                    .findFirst()
                    .flatMap(origin ->
                            origin instanceof Origin.Text(String text) ? FieldPath.parse(text) : Optional.empty());
            if (path.isEmpty()) {
                return all();
            }
            return Selection.texts(object, path.get()).stream()
                    .flatMap(text -> byText(site.arguments().get(1), text).stream())
                    .toList();
        }

        /** Those for which an argument that is a text may be this one. */
        List<Manifest> byText(Set<Origin> argument, String text) {
            return union(argument, origin -> switch (origin) {
                case Origin.OfObject(FieldPath path) -> withText(subjects.kind(), subjectNamespace(), path, text);
                case Origin.OfLookup(Origin.Site site, FieldPath path)
                when !path.isRoot() -> through(site, (kind, from) -> withText(kind, from, path, text));
                case Origin.Text(String literal) ->
                    text.isEmpty() || !literal.equals(text) ? Optional.of(List.of()) : Optional.empty();
                case Origin.Empty _ -> Optional.of(List.of());
                case Origin.OfLookup _, Origin.OfItem _, Origin.Made _, Origin.Unknown _ -> Optional.empty();
            });
        }

        private Optional<List<Manifest>> withText(Reads.Kind kind, String from, FieldPath path, String text) {
            if (!path.equals(NAME)) {
                return Optional.of(
                        manifests(view.referring(kind.apiVersion(), kind.kind(), from, path.toString(), text)));
            }
            if (from.equals(ClusterView.EVERY_NAMESPACE)) {
                return Optional.empty();
            }
            return Optional.of(
                    view.get(kind.apiVersion(), kind.kind(), from, text) instanceof Lookup.Found(Manifest found)
                            ? List.of(found)
                            : List.of());
        }

        /** Those for which an argument that is the labels of pods may be matched by a selector. */
        List<Manifest> byPodLabels(Set<Origin> argument, JsonObject selector) {
            return union(argument, origin -> switch (origin) {
                case Origin.OfObject(FieldPath path)
                when path.equals(podLabels(kind())) ->
                    Optional.of(manifests(view.selectedBy(apiVersion(), kind(), subjectNamespace(), selector)));
                case Origin.OfLookup(Origin.Site site, FieldPath path)
                when path.equals(podLabels(site.kind().kind())) ->
                    through(
                            site,
                            (kind, from) -> Optional.of(
                                    manifests(view.selectedBy(kind.apiVersion(), kind.kind(), from, selector))));
                // no labels: who has none is among those that a selector selects which asks for none
                case Origin.Empty _ -> Optional.of(List.of());
                default -> Optional.empty();
            });
        }

        /** Those for which an argument that is a selector may match the labels of pods. */
        List<Manifest> bySelector(Set<Origin> argument, JsonObject labels) {
            return union(argument, origin -> switch (origin) {
                case Origin.OfObject(FieldPath path)
                when isSelector(path, kind()) ->
                    Optional.of(manifests(view.selecting(apiVersion(), kind(), subjectNamespace(), labels)));
                case Origin.OfLookup(Origin.Site site, FieldPath path)
                when isSelector(path, site.kind().kind()) ->
                    through(
                            site,
                            (kind, from) -> Optional.of(
                                    manifests(view.selecting(kind.apiVersion(), kind.kind(), from, labels))));
                // what has no selector selects nothing
                case Origin.Empty _ -> Optional.of(List.of());
                default -> Optional.empty();
            });
        }

        private static boolean isSelector(FieldPath path, String kind) {
            return path.equals(selector(kind)) && !isEmptySelectorNone(kind);
        }

        /** The subjects whose look-up gives one of the objects that are found among those of the look-up's kind. */
        private Optional<List<Manifest>> through(
                Origin.Site site, BiFunction<Reads.Kind, String, Optional<List<Manifest>>> find) {
            boolean near = site.namespace().equals(Set.of(new Origin.OfObject(NAMESPACE)));
            Optional<List<Manifest>> between = depth >= DEEPEST
                    ? Optional.empty()
                    : find.apply(site.kind(), near ? namespace : ClusterView.EVERY_NAMESPACE);
            return between.map(objects -> {
                var found = new ArrayList<Manifest>();
                objects.forEach(object -> found.addAll(of(site, object, depth + 1)));
                return found;
            });
        }

        /** What is found for each origin; all if one cannot be followed back. */
        private List<Manifest> union(Set<Origin> origins, Function<Origin, Optional<List<Manifest>>> find) {
            var found = new ArrayList<Manifest>();
            for (Origin origin : origins) {
                Optional<List<Manifest>> ofOne = find.apply(origin);
                if (ofOne.isEmpty()) {
                    return all();
                }
                found.addAll(ofOne.get());
            }
            return found;
        }
    }
}
