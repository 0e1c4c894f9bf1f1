package dev.ordinal.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A format that Kubernetes has a name for, and the CEL value of type {@code kubernetes.NamedFormat}. */
final class NamedFormat extends OpaqueValue {

    /** The CEL type, named as in the API server. */
    static final OpaqueType TYPE = OpaqueType.create("kubernetes.NamedFormat");

    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern TIME =
            Pattern.compile("([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}");

    /** Every format. */
    static final List<NamedFormat> ALL = List.of(
            new NamedFormat("dns1123Label", KubernetesNames::dns1123Label),
            new NamedFormat("dns1123Subdomain", KubernetesNames::dns1123Subdomain),
            new NamedFormat("dns1035Label", KubernetesNames::dns1035Label),
            new NamedFormat("qualifiedName", KubernetesNames::qualifiedName),
            prefix("dns1123LabelPrefix", KubernetesNames::dns1123Label),
            prefix("dns1123SubdomainPrefix", KubernetesNames::dns1123Subdomain),
            prefix("dns1035LabelPrefix", KubernetesNames::dns1035Label),
            new NamedFormat("labelValue", KubernetesNames::labelValue),
            new NamedFormat("uri", NamedFormat::uri),
            yesOrNo(
                    "uuid",
                    "does not match the UUID format",
                    text -> UUID.matcher(text).matches()),
            yesOrNo("byte", "invalid base64", NamedFormat::isBase64),
            yesOrNo("date", "invalid date", NamedFormat::isDate),
            yesOrNo("datetime", "invalid datetime", NamedFormat::isDateTime));

    private final String name;

    @SuppressWarnings("Immutable") // a pure function
    private final Function<String, List<String>> reasons;

    private NamedFormat(String name, Function<String, List<String>> reasons) {
        this.name = name;
        this.reasons = reasons;
    }

    private static NamedFormat prefix(String name, Function<String, List<String>> reasons) {
        return new NamedFormat(name, text -> reasons.apply(KubernetesNames.withoutTrailingDash(text)));
    }

    private static NamedFormat yesOrNo(String name, String reason, Function<String, Boolean> isValid) {
        return new NamedFormat(name, text -> isValid.apply(text) ? List.of() : List.of(reason));
    }

    /** Why the text is not of this format; empty if it is. */
    List<String> validate(String text) {
        return reasons.apply(text);
    }

    String name() {
        return name;
    }

    private static List<String> uri(String text) {
        return switch (UrlParser.parseRequestUri(text)) {
            case Parsed.Value<Url> _ -> List.of();
            case Parsed.Malformed<Url>(String reason) -> List.of(reason);
        };
    }

    /** Base64 of at least one byte, with its padding (RFC 4648, section 4). */
    private static boolean isBase64(String text) {
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        return !text.isEmpty()
                && text.length() % 4 == 0
                && text.chars()
                        .limit(text.length() - (long) padding)
                        .allMatch(c -> (c < 128 && UrlEscaping.isAlphanumeric((char) c)) || c == '+' || c == '/');
    }

    /** A day of the calendar, {@code YYYY-MM-DD}. */
    private static boolean isDate(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return false;
        }
        try {
            LocalDate.of(
                    Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A date, a T and a time with its offset (RFC 3339, section 5.6); what follows a second T is not looked at. */
    private static boolean isDateTime(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("t", -1);
        if (parts.length < 2 || !isDate(parts[0])) {
            return false;
        }
        Matcher time = TIME.matcher(parts[1]);
        return time.matches()
                && time.group(1).compareTo("23") <= 0
                && time.group(2).compareTo("59") <= 0
                && time.group(3).compareTo("59") <= 0;
    }

    @Override
    public NamedFormat value() {
        return this;
    }

    @Override
    public OpaqueType celType() {
        return TYPE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedFormat that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
