package dev.ordinal.cluster.live;

import com.fasterxml.jackson.core.JsonParser;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ResourceRef;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out in which version the API server has a kind to be listed and watched: that asked for, else the one that it
 * prefers of those of the same kind. Remembers what it found.
 */
final class Discovery {

    private static final List<String> LISTED_AND_WATCHED = List.of("list", "watch");

    private final ApiServer server;
    private final Map<KindName, ServedKind> known = new ConcurrentHashMap<>();

    private record KindName(String apiVersion, String kind) {}

    Discovery(ApiServer server) {
        this.server = server;
    }

    /** As {@link #find}, but from memory if it was found before. */
    Resolution recall(String apiVersion, String kind, Duration patience) throws IOException, InterruptedException {
        ServedKind found = known.get(new KindName(apiVersion, kind));
        return found == null ? find(apiVersion, kind, patience) : new Resolution.Served(found);
    }

    /**
     * Asks the API server for a kind.
     *
     * @param patience the time for each of its answers
     */
    Resolution find(String apiVersion, String kind, Duration patience) throws IOException, InterruptedException {
        var name = new KindName(apiVersion, kind);
        Resolution resolution = search(apiVersion, kind, patience);
        switch (resolution) {
            case Resolution.Served(ServedKind served) -> known.put(name, served);
            case Resolution.NotServed _, Resolution.Refused _ -> known.remove(name);
        }
        return resolution;
    }

    private Resolution search(String apiVersion, String kind, Duration patience)
            throws IOException, InterruptedException {
        Set<String> tried = new LinkedHashSet<>();
        Optional<Resolution> asAsked = inVersion(apiVersion, kind, patience, tried);
        if (asAsked.isPresent()) {
            return asAsked.get();
        }
        String group = ResourceRef.groupOf(apiVersion);
        var groups = new LinkedHashSet<String>();
        groups.add(group);
        groups.add(GroupKind.in(group, kind).group());
        for (String each : groups) {
            Optional<Resolution> other = inGroup(each, kind, patience, tried);
            if (other.isPresent()) {
                return other.get();
            }
        }
        return new Resolution.NotServed("the API server does not serve %s of %s".formatted(kind, apiVersion));
    }

    private Optional<Resolution> inGroup(String group, String kind, Duration patience, Set<String> tried)
            throws IOException, InterruptedException {
        if (group.isEmpty()) {
            return inVersion("v1", kind, patience, tried);
        }
        switch (document("/apis/" + group, patience)) {
            case Read(JsonObject versions) -> {
                var ordered = new LinkedHashSet<String>();
                versions.object("preferredVersion").text("groupVersion").ifPresent(ordered::add);
                versions.array("versions")
                        .objects()
                        .forEach(version -> version.text("groupVersion").ifPresent(ordered::add));
                for (String version : ordered) {
                    Optional<Resolution> found = inVersion(version, kind, patience, tried);
                    if (found.isPresent()) {
                        return found;
                    }
                }
                return Optional.empty();
            }
            case NotRead(ApiAnswer.Refused refusal) -> {
                return unlessNotFound(refusal);
            }
        }
    }

    private Optional<Resolution> inVersion(String apiVersion, String kind, Duration patience, Set<String> tried)
            throws IOException, InterruptedException {
        if (!tried.add(apiVersion)) {
            return Optional.empty();
        }
        return switch (document(ServedKind.versionPath(apiVersion), patience)) {
            case Read(JsonObject resources) -> served(apiVersion, kind, resources);
            case NotRead(ApiAnswer.Refused refusal) -> unlessNotFound(refusal);
        };
    }

    private static Optional<Resolution> unlessNotFound(ApiAnswer.Refused refusal) {
        return refusal.isNotFound() ? Optional.empty() : Optional.of(new Resolution.Refused(refusal));
    }

    private static Optional<Resolution> served(String apiVersion, String kind, JsonObject resources) {
        return resources.array("resources").objects().stream()
                .filter(resource -> resource.text("kind").equals(Optional.of(kind)))
                .filter(resource -> !resource.text("name").orElse("/").contains("/"))
                .filter(resource -> resource.array("verbs").containsAll(LISTED_AND_WATCHED))
                .findFirst()
                .map(resource -> new Resolution.Served(new ServedKind(
                        apiVersion,
                        kind,
                        resource.text("name").orElseThrow(),
                        Boolean.TRUE.equals(resource.get("namespaced")))));
    }

    private sealed interface Document {}

    private record Read(JsonObject tree) implements Document {}

    private record NotRead(ApiAnswer.Refused refusal) implements Document {}

    private Document document(String path, Duration patience) throws IOException, InterruptedException {
        return switch (server.get(path, "", patience, patience)) {
            case ApiAnswer.Body body -> {
                try (body;
                        JsonParser parser = ObjectDecoder.parser(body.json())) {
                    parser.nextToken();
                    JsonObject tree = new ObjectDecoder().tree(parser);
                    ObjectDecoder.finish(parser);
                    yield new Read(tree);
                }
            }
            case ApiAnswer.Refused refusal -> new NotRead(refusal);
        };
    }
}
