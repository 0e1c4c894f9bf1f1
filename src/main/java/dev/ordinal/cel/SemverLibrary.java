package dev.ordinal.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.ordinal.cel.FunctionTable.Param;
import java.util.List;

/** Semantic versions, as the library {@code kubernetes.Semver} of the API server has them, in its version 1. */
final class SemverLibrary extends FunctionLibrary {

    private static final Param<Semver> SEMVER = new Param<>(Semver.TYPE, Semver.class);
    private static final Param<String> TEXT = FunctionTable.STRING;
    private static final Param<Boolean> NORMALIZE = FunctionTable.BOOL;
    private static final CelType INT = SimpleType.INT;
    private static final CelType BOOL = SimpleType.BOOL;

    SemverLibrary() {
        super(
                "semver",
                List.of(Semver.TYPE),
                new FunctionTable()
                        .global(
                                "semver",
                                "string_to_semver",
                                Semver.TYPE,
                                TEXT,
                                text -> SemverParser.parse(text).orCelError(""))
                        .global(
                                "semver",
                                "string_bool_to_semver",
                                Semver.TYPE,
                                TEXT,
                                NORMALIZE,
                                (text, normalize) -> parse(text, normalize).orCelError(""))
                        .global(
                                "isSemver",
                                "is_semver_string",
                                BOOL,
                                TEXT,
                                text -> SemverParser.parse(text).isValue())
                        .global(
                                "isSemver",
                                "is_semver_string_bool",
                                BOOL,
                                TEXT,
                                NORMALIZE,
                                (text, normalize) -> parse(text, normalize).isValue())
                        .member("major", "semver_major", INT, SEMVER, Semver::major)
                        .member("minor", "semver_minor", INT, SEMVER, Semver::minor)
                        .member("patch", "semver_patch", INT, SEMVER, Semver::patch)
                        .member(
                                "isGreaterThan",
                                "semver_is_greater_than",
                                BOOL,
                                SEMVER,
                                SEMVER,
                                (a, b) -> a.compareTo(b) > 0)
                        .member("isLessThan", "semver_is_less_than", BOOL, SEMVER, SEMVER, (a, b) -> a.compareTo(b) < 0)
                        .member("compareTo", "semver_compare_to", INT, SEMVER, SEMVER, (a, b) ->
                                (long) Integer.signum(a.compareTo(b))));
    }

    private static Parsed<Semver> parse(String text, boolean normalize) {
        return normalize ? SemverParser.parseNormalized(text) : SemverParser.parse(text);
    }
}
