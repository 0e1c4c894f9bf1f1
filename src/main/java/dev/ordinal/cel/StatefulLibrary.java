package dev.ordinal.cel;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.LabelSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Functions about stateful applications: label selectors, pod templates, the texts of an object and the addresses and
 * names in them, images, quorums. Their page is {@code docs/cel/stateful.md}.
 */
final class StatefulLibrary implements CelLibrary {

    static final StatefulLibrary INSTANCE = new StatefulLibrary();

    private static final CelType MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final CelType MAPS = ListType.create(MAP);
    private static final CelType TEXTS = ListType.create(SimpleType.STRING);

    @Override
    public String name() {
        return "stateful";
    }

    @Override
    public List<CelFunctionDecl> declarations() {
        return List.of(
                newFunctionDeclaration(
                        "selects",
                        newGlobalOverload("selects_dyn_dyn", SimpleType.BOOL, SimpleType.DYN, SimpleType.DYN)),
                newFunctionDeclaration(
                        "selectorMismatch",
                        newGlobalOverload("selector_mismatch_dyn_dyn", TEXTS, SimpleType.DYN, SimpleType.DYN)),
                newFunctionDeclaration(
                        "podTemplate", newGlobalOverload("pod_template_dyn", OptionalType.create(MAP), SimpleType.DYN)),
                newFunctionDeclaration(
                        "podTemplatePath",
                        newGlobalOverload("pod_template_path_dyn", SimpleType.STRING, SimpleType.DYN)),
                newFunctionDeclaration("containers", newGlobalOverload("containers_dyn", MAPS, SimpleType.DYN)),
                newFunctionDeclaration("texts", newGlobalOverload("texts_dyn", MAPS, SimpleType.DYN)),
                newFunctionDeclaration(
                        "ipLiterals",
                        newGlobalOverload("ip_literals_string", MAPS, SimpleType.STRING),
                        newGlobalOverload("ip_literals_list", MAPS, MAPS)),
                newFunctionDeclaration(
                        "peerNames",
                        newGlobalOverload("peer_names_string", MAPS, SimpleType.STRING),
                        newGlobalOverload("peer_names_list", MAPS, MAPS)),
                newFunctionDeclaration("podNames", newGlobalOverload("pod_names_dyn", TEXTS, SimpleType.DYN)),
                newFunctionDeclaration("imageName", newGlobalOverload("image_name_string", MAP, SimpleType.STRING)),
                newFunctionDeclaration("quorum", newGlobalOverload("quorum_int", SimpleType.INT, SimpleType.INT)),
                newFunctionDeclaration(
                        "ownedByController",
                        newGlobalOverload("owned_by_controller_dyn", SimpleType.BOOL, SimpleType.DYN)));
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(
                CelFunctionBinding.from("selects_dyn_dyn", Object.class, Object.class, StatefulLibrary::selects),
                CelFunctionBinding.from(
                        "selector_mismatch_dyn_dyn", Object.class, Object.class, StatefulLibrary::selectorMismatch),
                CelFunctionBinding.from(
                        "pod_template_dyn", Object.class, o -> PodTemplates.of(object("podTemplate", o))),
                CelFunctionBinding.from(
                        "pod_template_path_dyn",
                        Object.class,
                        o -> PodTemplates.path(object("podTemplatePath", o)).orElse("")),
                CelFunctionBinding.from(
                        "containers_dyn",
                        Object.class,
                        o -> array(PodTemplates.containers(object("containers", o)), PodTemplates.Container::tree)),
                CelFunctionBinding.from(
                        "texts_dyn", Object.class, o -> array(Texts.of(object("texts", o)), Texts.Entry::tree)),
                CelFunctionBinding.from(
                        "pod_names_dyn", Object.class, o -> JsonArray.of(PodTemplates.podNames(object("podNames", o)))),
                CelFunctionBinding.from("image_name_string", Object.class, StatefulLibrary::imageName),
                CelFunctionBinding.from("quorum_int", Long.class, StatefulLibrary::quorum),
                CelFunctionBinding.from(
                        "owned_by_controller_dyn",
                        Object.class,
                        o -> PodTemplates.isOwnedByController(object("ownedByController", o))));
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(
                "ipLiterals",
                CelFunctionBinding.from(
                        "ip_literals_string", String.class, text -> array(IpLiterals.in(text, ""), IpLiteral::tree)),
                CelFunctionBinding.from("ip_literals_list", List.class, StatefulLibrary::ipLiterals)));
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(
                "peerNames",
                CelFunctionBinding.from(
                        "peer_names_string", String.class, text -> array(PeerNames.in(text), PeerName::tree)),
                CelFunctionBinding.from("peer_names_list", List.class, StatefulLibrary::peerNames)));
    }

    private static boolean selects(Object selector, Object labels) {
        Optional<LabelSelector> read = selector("selects", selector);
        return read.isPresent() && read.get().matches(labels("selects", labels));
    }

    private static JsonArray selectorMismatch(Object selector, Object labels) {
        Optional<LabelSelector> read = selector("selectorMismatch", selector);
        return read.isEmpty()
                ? JsonArray.of(List.of("there is no selector"))
                : JsonArray.of(Selectors.mismatch(read.get(), labels("selectorMismatch", labels)));
    }

    /** The selector; empty for null, which selects nothing. */
    private static Optional<LabelSelector> selector(String function, Object value) {
        if (value.equals(JsonObject.NULL)) {
            return Optional.empty();
        }
        Optional<LabelSelector> selector = LabelSelector.of(object(function, value));
        if (selector.isEmpty()) {
            throw new CelInvalidArgumentException(
                    function + "(): this is no label selector: " + IpParser.quoted(value.toString()));
        }
        return selector;
    }

    private static JsonObject labels(String function, Object value) {
        return value.equals(JsonObject.NULL) ? JsonObject.EMPTY : object(function, value);
    }

    private static JsonObject imageName(Object image) {
        if (image instanceof String text) {
            return ImageName.of(text).tree();
        }
        throw new CelInvalidArgumentException("imageName() wants text, not " + IpParser.quoted(image.toString()));
    }

    private static long quorum(long members) {
        if (members < 0) {
            throw new CelInvalidArgumentException("quorum(): there cannot be " + members + " members");
        }
        return members / 2 + 1;
    }

    private static JsonArray ipLiterals(List<?> texts) {
        return inTexts(
                "ipLiterals",
                texts,
                "ip",
                (text, key) ->
                        IpLiterals.in(text, key).stream().map(IpLiteral::fields).toList());
    }

    private static JsonArray peerNames(List<?> texts) {
        return inTexts(
                "peerNames",
                texts,
                "text",
                (text, _) -> PeerNames.in(text).stream().map(PeerName::fields).toList());
    }

    /**
     * What is found in each of the texts that {@code texts()} gives, with the text's place, and with a name that stays
     * the same when what is around it moves.
     */
    private static JsonArray inTexts(
            String function,
            List<?> texts,
            String finding,
            BiFunction<String, String, List<Map<String, Object>>> search) {
        var all = new ArrayList<JsonObject>();
        for (Object item : texts) {
            JsonObject entry = object(function, item);
            String key = entry.text("key").orElse("");
            for (Map<String, Object> fields : search.apply(entry.text("text").orElse(""), key)) {
                for (String field : List.of("path", "source", "container")) {
                    fields.put(field, entry.text(field).orElse(""));
                }
                fields.put(
                        "name",
                        String.join(
                                "/",
                                entry.text("container").orElse(""),
                                entry.text("source").orElse(""),
                                key,
                                String.valueOf(fields.get(finding))));
                all.add(JsonObject.of(fields));
            }
        }
        return JsonArray.of(all);
    }

    private static <T> JsonArray array(Collection<T> items, Function<T, Object> tree) {
        if (items.isEmpty()) {
            return JsonArray.EMPTY;
        }
        var trees = new ArrayList<>(items.size());
        for (T item : items) {
            trees.add(tree.apply(item));
        }
        return JsonArray.of(trees);
    }

    private static JsonObject object(String function, Object value) {
        if (Trees.of(value) instanceof JsonObject object) {
            return object;
        }
        throw new CelInvalidArgumentException(
                function + "() wants an object, not " + IpParser.quoted(value.toString()));
    }
}
