package dev.ordinal.engine;

import dev.ordinal.cel.Reads;
import dev.ordinal.manifest.ResourceRef;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of one kind, in the order of the API server: a stable one before any beta, a beta before any alpha. */
final class ApiVersions {

    /** Versions without group, such as {@code v1beta1}; one that is not spelled so is the oldest. */
    static final Comparator<String> OLDEST_FIRST =
            Comparator.comparing(ApiVersions::of).thenComparing(Comparator.naturalOrder());

    private static final Pattern VERSION = Pattern.compile("v([0-9]{1,4})(?:(alpha|beta)([0-9]{1,4}))?");

    private ApiVersions() {}

    private record Rank(int stability, int major, int minor) implements Comparable<Rank> {
        private static final Comparator<Rank> ORDER = Comparator.comparingInt(Rank::stability)
                .thenComparingInt(Rank::major)
                .thenComparingInt(Rank::minor);

        @Override
        public int compareTo(Rank other) {
            return ORDER.compare(this, other);
        }
    }

    private static Rank of(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return new Rank(0, 0, 0);
        }
        int major = Integer.parseInt(matcher.group(1));
        return matcher.group(2) == null
                ? new Rank(3, major, 0)
                : new Rank(matcher.group(2).equals("beta") ? 2 : 1, major, Integer.parseInt(matcher.group(3)));
    }

    /** The one of the newer version. */
    static Reads.Kind newest(Reads.Kind one, Reads.Kind other) {
        return OLDEST_FIRST.compare(ResourceRef.versionOf(one.apiVersion()), ResourceRef.versionOf(other.apiVersion()))
                        >= 0
                ? one
                : other;
    }
}
