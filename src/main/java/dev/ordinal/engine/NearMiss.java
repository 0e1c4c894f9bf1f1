package dev.ordinal.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that are spelt almost like a known one: the same but for case, dashes and underscores; with one letter added,
 * left out, changed or swapped with its neighbour; in longer names, two. Short names are too near to each other for
 * that.
 */
final class NearMiss {

    private static final int ONE_FROM = 5;
    private static final int TWO_FROM = 8;

    private NearMiss() {}

    /** The nearest of the known names, the first in alphabetical order among equals; null if none is near. */
    static @Nullable String of(String name, Set<String> known) {
        String plain = plain(name);
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = plain.equalsIgnoreCase(candidate) ? 0 : edits(name, candidate, allowed(name, candidate));
            if (distance < least || (distance == least && nearest != null && candidate.compareTo(nearest) < 0)) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static int allowed(String name, String candidate) {
        int length = Math.min(name.length(), candidate.length());
        return length >= TWO_FROM ? 2 : length >= ONE_FROM ? 1 : 0;
    }

    private static String plain(String name) {
        return name.replace("-", "").replace("_", "");
    }

    /** How many edits lead from one to the other; no number if more than allowed. */
    private static int edits(String from, String to, int allowed) {
        if (allowed == 0 || Math.abs(from.length() - to.length()) > allowed) {
            return Integer.MAX_VALUE;
        }
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        int edits = last[to.length()];
        return edits <= allowed ? edits : Integer.MAX_VALUE;
    }
}
