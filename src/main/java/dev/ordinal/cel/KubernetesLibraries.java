package dev.ordinal.cel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Optional;

/**
 * The CEL libraries of the Kubernetes API server 1.34 ({@code k8s.io/apiserver/pkg/cel/library} and what its base
 * environment takes from cel-go's {@code ext}), save the authorizer library, which asks a cluster.
 *
 * <p>They replace {@code CelExtensions.strings()} and {@code CelExtensions.lists()}, whose functions of the same names
 * they would hide and whose results are not bounded. An environment adds {@link #all} to its compiler and its runtime,
 * {@link #types} as a type provider, and besides them the {@code CelExtensions} of {@code optional}, {@code sets},
 * {@code comprehensions} and {@code bindings}.
 */
final class KubernetesLibraries {

    private static final List<FunctionLibrary> ALL = List.of(
            new CidrLibrary(),
            new FormatLibrary(),
            new IpLibrary(),
            new JsonPatchLibrary(),
            new ListsLibrary(),
            new QuantityLibrary(),
            new RegexLibrary(),
            new SemverLibrary(),
            new StringsLibrary(),
            new UrlLibrary());

    private KubernetesLibraries() {}

    /** Every library, by name. */
    static List<CelLibrary> all() {
        return List.copyOf(ALL);
    }

    /** The same, with their overloads. */
    static List<FunctionLibrary> libraries() {
        return ALL;
    }

    /** The types of the libraries, so that {@code type(x) == net.IP} can be written. */
    static CelTypeProvider types() {
        return Types.of(ALL);
    }

    /** The overloads of the function in all libraries. */
    static ImmutableList<CelFunctionBinding> bindings(String function) {
        return ALL.stream()
                .flatMap(library -> library.overloads().stream())
                .filter(overload -> overload.function().equals(function))
                .map(FunctionTable.Overload::binding)
                .collect(ImmutableList.toImmutableList());
    }

    private record Types(ImmutableMap<String, CelType> byName) implements CelTypeProvider {

        static Types of(List<FunctionLibrary> libraries) {
            return new Types(libraries.stream()
                    .flatMap(library -> library.types().stream())
                    .collect(ImmutableMap.toImmutableMap(CelType::name, type -> type)));
        }

        @Override
        public ImmutableList<CelType> types() {
            return byName.values().asList();
        }

        @Override
        public Optional<CelType> findType(String typeName) {
            return Optional.ofNullable(byName.get(typeName));
        }
    }
}
