package dev.ordinal.policy;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word somebody probably meant by one that is not known. */
public final class Nearest {

    private Nearest() {}

    /**
     * The known word with the fewest slips from the one given, the first of several; a slip is a character too many,
     * missing or wrong, or two neighbours swapped. Upper and lower case count as the same.
     *
     * @return empty if none is near: up to one slip per three characters, and one in any case
     */
    public static Optional<String> to(String word, Collection<String> known) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int fewest = Math.max(1, wanted.length() / 3) + 1;
        String nearest = "";
        for (String candidate : known) {
            String folded = candidate.toLowerCase(Locale.ROOT);
            if (Math.abs(folded.length() - wanted.length()) >= fewest) {
                continue;
            }
            int slips = slips(wanted, folded);
            if (slips < fewest && slips < folded.length()) {
                fewest = slips;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
    }

    /** The optimal string alignment distance. */
    static int slips(String one, String other) {
        int width = other.length() + 1;
        int[] beforeLast = new int[width];
        int[] last = new int[width];
        for (int j = 0; j < width; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[width];
            row[0] = i;
            for (int j = 1; j < width; j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[width - 1];
    }
}
