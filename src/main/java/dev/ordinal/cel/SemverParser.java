package dev.ordinal.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads semantic versions, strictly or after the normalisation that the API server offers. */
final class SemverParser {

    private static final String[] NAMES = {"Major", "Minor", "Patch"};

    private SemverParser() {}

    /** Reads {@code major.minor.patch[-prerelease][+build]}. */
    static Parsed<Semver> parse(String text) {
        if (text.isEmpty()) {
            return malformed("Version string empty");
        }
        String[] parts = text.split("\\.", 3);
        if (parts.length < 3) {
            return malformed("No Major.Minor.Patch elements found");
        }
        String patch = parts[2];
        int plus = patch.indexOf('+');
        if (plus >= 0) {
            for (String part : patch.substring(plus + 1).split("\\.", -1)) {
                if (part.isEmpty() || !isAlphanumeric(part)) {
                    return malformed(
                            part.isEmpty()
                                    ? "Build meta data is empty"
                                    : "Invalid character(s) found in build meta data " + IpParser.quoted(part));
                }
            }
            patch = patch.substring(0, plus);
        }
        var preRelease = new ArrayList<Semver.Identifier>();
        int hyphen = patch.indexOf('-');
        if (hyphen >= 0) {
            for (String part : patch.substring(hyphen + 1).split("\\.", -1)) {
                switch (identifier(part)) {
                    case Parsed.Value<Semver.Identifier>(Semver.Identifier value) -> preRelease.add(value);
                    case Parsed.Malformed<Semver.Identifier>(String reason) -> {
                        return malformed(reason);
                    }
                }
            }
            patch = patch.substring(0, hyphen);
        }
        return whole(List.of(parts[0], parts[1], patch), preRelease, text);
    }

    /**
     * Reads a version after leaving out a leading {@code v}, adding the numbers that are missing and dropping zeros
     * that lead a number.
     */
    static Parsed<Semver> parseNormalized(String text) {
        String[] parts = (text.startsWith("v") ? text.substring(1) : text).split("\\.", 3);
        String last = parts[parts.length - 1];
        if (parts.length < 3 && (last.contains("+") || last.contains("-"))) {
            return malformed("short version cannot contain PreRelease/Build meta data");
        }
        var numbers = new ArrayList<String>();
        for (String part : parts) {
            numbers.add(withoutZeros(part));
        }
        while (numbers.size() < 3) {
            numbers.add("0");
        }
        return parse(String.join(".", numbers));
    }

    private static String withoutZeros(String part) {
        int start = 0;
        while (start < part.length() - 1 && part.charAt(start) == '0' && isDigit(part.charAt(start + 1))) {
            start++;
        }
        return part.substring(start);
    }

    private static Parsed<Semver> whole(List<String> numbers, List<Semver.Identifier> preRelease, String text) {
        var values = new long[3];
        for (int index = 0; index < 3; index++) {
            String digits = numbers.get(index);
            if (!isNumber(digits)) {
                return malformed("Invalid character(s) found in %s number %s"
                        .formatted(NAMES[index].toLowerCase(Locale.ROOT), IpParser.quoted(digits)));
            }
            if (digits.length() > 1 && digits.startsWith("0")) {
                return malformed("%s number must not contain leading zeroes %s"
                        .formatted(NAMES[index], IpParser.quoted(digits)));
            }
            try {
                values[index] = Long.parseUnsignedLong(digits);
            } catch (NumberFormatException e) {
                return malformed("%s number is too large %s".formatted(NAMES[index], IpParser.quoted(digits)));
            }
        }
        return new Parsed.Value<>(new Semver(values[0], values[1], values[2], preRelease, text));
    }

    private static Parsed<Semver.Identifier> identifier(String part) {
        if (part.isEmpty()) {
            return new Parsed.Malformed<>("Prerelease is empty");
        }
        if (!isNumber(part)) {
            return isAlphanumeric(part)
                    ? new Parsed.Value<>(new Semver.Identifier.Alphanumeric(part))
                    : new Parsed.Malformed<>("Invalid character(s) found in prerelease " + IpParser.quoted(part));
        }
        if (part.length() > 1 && part.startsWith("0")) {
            return new Parsed.Malformed<>(
                    "Numeric PreRelease version must not contain leading zeroes " + IpParser.quoted(part));
        }
        try {
            return new Parsed.Value<>(new Semver.Identifier.Numeric(Long.parseUnsignedLong(part)));
        } catch (NumberFormatException e) {
            return new Parsed.Malformed<>("Numeric PreRelease version is too large " + IpParser.quoted(part));
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(SemverParser::isDigit);
    }

    private static boolean isAlphanumeric(String text) {
        return text.chars().allMatch(c -> isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static Parsed<Semver> malformed(String reason) {
        return new Parsed.Malformed<>(reason);
    }
}
