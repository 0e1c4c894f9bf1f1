package dev.ordinal.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The functions of CEL's string extension that make a text much longer than what they are given, and {@code matches},
 * with bounds that hold before the work is done. They behave as the CEL library's own otherwise.
 */
final class BoundedStrings implements CelLibrary {

    /** UTF-16 units of a text that one call may make. */
    static final int MAX_LENGTH = 1 << 20;

    /** The functions of the string extension that this library does not replace. */
    static final Set<CelStringExtensions.Function> OTHERS =
            EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.JOIN, CelStringExtensions.Function.REPLACE));

    @Override
    public String name() {
        return "strings";
    }

    static CelStringExtensions extension() {
        return CelExtensions.strings(OTHERS);
    }

    @Override
    public List<CelFunctionDecl> declarations() {
        ListType texts = ListType.create(SimpleType.STRING);
        CelType text = SimpleType.STRING;
        return List.of(
                CelFunctionDecl.newFunctionDeclaration(
                        "join",
                        CelOverloadDecl.newMemberOverload("bounded_join", text, texts),
                        CelOverloadDecl.newMemberOverload("bounded_join_separator", text, texts, text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "replace",
                        CelOverloadDecl.newMemberOverload("bounded_replace", text, text, text, text),
                        CelOverloadDecl.newMemberOverload(
                                "bounded_replace_limit", text, text, text, text, SimpleType.INT)));
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(
                "join",
                CelFunctionBinding.from("bounded_join", List.class, list -> join(list, "")),
                CelFunctionBinding.from("bounded_join_separator", List.class, String.class, BoundedStrings::join)));
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(
                "replace",
                CelFunctionBinding.from(
                        "bounded_replace",
                        List.of(String.class, String.class, String.class),
                        a -> replace((String) a[0], (String) a[1], (String) a[2], -1)),
                CelFunctionBinding.from(
                        "bounded_replace_limit",
                        List.of(String.class, String.class, String.class, Long.class),
                        a -> replace((String) a[0], (String) a[1], (String) a[2], (Long) a[3]))));
    }

    static String join(List<?> list, String separator) {
        var joined = new StringBuilder();
        for (Object item : list) {
            if (!(item instanceof String text)) {
                throw new IllegalArgumentException("join: expected a list of texts, found " + item);
            }
            joined.append(joined.isEmpty() ? "" : separator).append(text);
            check(joined.length());
        }
        return joined.toString();
    }

    /**
     * Replaces from left to right, {@code limit} times if that is not negative; nothing is found before each character.
     */
    static String replace(String text, String found, String by, long limit) {
        var replaced = new StringBuilder();
        int at = 0;
        for (long done = 0; limit < 0 || done < limit; done++) {
            int next = text.indexOf(found, at);
            if (next < 0) {
                break;
            }
            if (found.isEmpty()) {
                next = done == 0 ? 0 : at + Character.charCount(text.codePointAt(at));
            }
            replaced.append(text, at, next).append(by);
            check(replaced.length());
            at = next + found.length();
            if (found.isEmpty() && at >= text.length()) {
                break;
            }
        }
        check((long) replaced.length() + text.length() - at);
        return replaced.append(text, at, text.length()).toString();
    }

    private static void check(long length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("the text would be longer than %d characters".formatted(MAX_LENGTH));
        }
    }
}
