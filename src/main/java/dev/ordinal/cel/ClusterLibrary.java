package dev.ordinal.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.ordinal.manifest.JsonObject;
import java.util.List;
import java.util.Map;

/** Looking up other objects: the member functions of {@code cluster}. */
final class ClusterLibrary implements CelLibrary {

    /** The overloads whose first two arguments name what is read, and must be literals. */
    static final java.util.Set<String> OVERLOADS = java.util.Set.of(
            "cluster_get",
            "cluster_list",
            "cluster_selecting",
            "cluster_selected_by",
            "cluster_referring",
            "cluster_knows");

    private static final CelType LIST = ListType.create(SimpleType.DYN);

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public List<CelFunctionDecl> declarations() {
        return List.of(
                declare("get", "cluster_get", OptionalType.create(SimpleType.DYN), SimpleType.STRING),
                declare("list", "cluster_list", LIST),
                declare("selecting", "cluster_selecting", LIST, SimpleType.DYN),
                declare("selectedBy", "cluster_selected_by", LIST, SimpleType.DYN),
                declare("referring", "cluster_referring", LIST, SimpleType.STRING, SimpleType.STRING),
                CelFunctionDecl.newFunctionDeclaration(
                        "knows",
                        CelOverloadDecl.newMemberOverload(
                                "cluster_knows", SimpleType.BOOL, Lookups.TYPE, SimpleType.STRING, SimpleType.STRING)));
    }

    private static CelFunctionDecl declare(String name, String id, CelType result, CelType... more) {
        var arguments = new java.util.ArrayList<CelType>(
                List.of(Lookups.TYPE, SimpleType.STRING, SimpleType.STRING, SimpleType.STRING));
        arguments.addAll(List.of(more));
        return CelFunctionDecl.newFunctionDeclaration(name, CelOverloadDecl.newMemberOverload(id, result, arguments));
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        List<Class<?>> three = List.of(Lookups.class, String.class, String.class, String.class);
        List<Class<?>> withText = List.of(Lookups.class, String.class, String.class, String.class, String.class);
        List<Class<?>> withMap = List.of(Lookups.class, String.class, String.class, String.class, Map.class);
        List<Class<?>> withTexts =
                List.of(Lookups.class, String.class, String.class, String.class, String.class, String.class);
        runtime.addFunctionBindings(
                CelFunctionBinding.from(
                        "cluster_get", withText, a -> lookups(a).get(text(a, 1), text(a, 2), text(a, 3), text(a, 4))),
                CelFunctionBinding.from(
                        "cluster_knows",
                        List.of(Lookups.class, String.class, String.class),
                        a -> lookups(a).view().knows(text(a, 1), text(a, 2))),
                CelFunctionBinding.from(
                        "cluster_list",
                        three,
                        a -> lookups(a)
                                .roots(text(a, 2), lookups(a).view().list(text(a, 1), text(a, 2), text(a, 3)), false)),
                CelFunctionBinding.from(
                        "cluster_selecting",
                        withMap,
                        a -> lookups(a)
                                .roots(
                                        text(a, 2),
                                        lookups(a).view().selecting(text(a, 1), text(a, 2), text(a, 3), object(a[4])),
                                        true)),
                CelFunctionBinding.from(
                        "cluster_selected_by",
                        withMap,
                        a -> lookups(a)
                                .roots(
                                        text(a, 2),
                                        lookups(a).view().selectedBy(text(a, 1), text(a, 2), text(a, 3), object(a[4])),
                                        true)),
                CelFunctionBinding.from(
                        "cluster_referring",
                        withTexts,
                        a -> lookups(a)
                                .roots(
                                        text(a, 2),
                                        lookups(a)
                                                .view()
                                                .referring(text(a, 1), text(a, 2), text(a, 3), text(a, 4), text(a, 5)),
                                        true)));
    }

    private static Lookups lookups(Object[] arguments) {
        return (Lookups) arguments[0];
    }

    private static String text(Object[] arguments, int index) {
        return (String) arguments[index];
    }

    private static JsonObject object(Object map) {
        return (JsonObject) Trees.of(map);
    }
}
