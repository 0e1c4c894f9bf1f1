package dev.ordinal.cel;

import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.ordinal.cel.FunctionTable.Param;
import dev.ordinal.manifest.JsonArray;
import java.util.List;
import java.util.Optional;

/** Named formats, as the library {@code kubernetes.format} of the API server has them. */
final class FormatLibrary extends FunctionLibrary {

    private static final Param<NamedFormat> FORMAT = new Param<>(NamedFormat.TYPE, NamedFormat.class);

    FormatLibrary() {
        super("format", List.of(NamedFormat.TYPE), functions());
    }

    private static FunctionTable functions() {
        var functions = new FunctionTable()
                .global(
                        "format.named",
                        "format-named",
                        OptionalType.create(NamedFormat.TYPE),
                        FunctionTable.STRING,
                        FormatLibrary::named)
                .member(
                        "validate",
                        "format-validate",
                        OptionalType.create(ListType.create(SimpleType.STRING)),
                        FORMAT,
                        FunctionTable.STRING,
                        FormatLibrary::validate);
        for (NamedFormat format : NamedFormat.ALL) {
            String function = "format." + format.name();
            functions.global(function, function, NamedFormat.TYPE, _ -> format);
        }
        return functions;
    }

    private static Optional<NamedFormat> named(String name) {
        return NamedFormat.ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst();
    }

    private static Optional<JsonArray> validate(NamedFormat format, String text) {
        List<String> reasons = format.validate(text);
        return reasons.isEmpty() ? Optional.empty() : Optional.of(JsonArray.of(reasons));
    }
}
