package dev.ordinal.cel;

import dev.ordinal.manifest.JsonObject;
import java.util.LinkedHashMap;

/**
 * The parts of a container image's name, such as {@code docker.io/library/postgres:16@sha256:…}, as the reference
 * grammar of the distribution project has them. Nothing is filled in: what the name lacks is empty.
 *
 * @param registry the host, with its port if it has one
 * @param repository what is between registry and tag, such as {@code library/postgres}
 * @param name the repository's last part, such as {@code postgres}
 * @param tag what follows the colon
 * @param digest what follows the at sign
 */
record ImageName(String registry, String repository, String name, String tag, String digest) {

    /** Takes any text apart; one that is no image's name gives parts that nobody expects. */
    static ImageName of(String image) {
        String rest = image.strip();
        int at = rest.indexOf('@');
        String digest = at < 0 ? "" : rest.substring(at + 1);
        rest = at < 0 ? rest : rest.substring(0, at);

        int slash = rest.indexOf('/');
        String first = slash < 0 ? "" : rest.substring(0, slash);
        boolean hasRegistry = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        String registry = hasRegistry ? first : "";
        rest = hasRegistry ? rest.substring(slash + 1) : rest;

        int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
        String tag = colon < 0 ? "" : rest.substring(colon + 1);
        String repository = colon < 0 ? rest : rest.substring(0, colon);
        return new ImageName(registry, repository, repository.substring(repository.lastIndexOf('/') + 1), tag, digest);
    }

    JsonObject tree() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("registry", registry);
        fields.put("repository", repository);
        fields.put("name", name);
        fields.put("tag", tag);
        fields.put("digest", digest);
        return JsonObject.of(fields);
    }
}
