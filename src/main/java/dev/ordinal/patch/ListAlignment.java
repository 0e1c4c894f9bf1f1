package dev.ordinal.patch;

import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which items of a list are which items of another. Items pair up, in order, if they are equal or carry the same
 * identity (a {@code name}, a {@code mountPath}); what is left between two pairs is paired by its place there.
 */
final class ListAlignment {

    /** Fields that name an item among its neighbours, the first that it has counts. */
    private static final List<String> IDENTITIES = List.of(
            "name", "containerPort", "mountPath", "devicePath", "port", "ip", "topologyKey", "uid", "type", "key");

    /** Cells of the table for the longest common run of two lists; longer lists are split at items that are unique. */
    private static final long TABLE_AT_MOST = 250_000;

    private final List<Object> before;
    private final List<Object> after;
    private final int[] partner;

    private ListAlignment(JsonArray before, JsonArray after) {
        this.before = before.stream().map(ListAlignment::identity).toList();
        this.after = after.stream().map(ListAlignment::identity).toList();
        this.partner = new int[after.size()];
        Arrays.fill(partner, -1);
    }

    /** For each item of the new list, the index of its partner in the old one, or -1; ascending. */
    static int[] of(JsonArray before, JsonArray after) {
        var alignment = new ListAlignment(before, after);
        alignment.align(0, before.size(), 0, after.size(), true);
        return alignment.partner;
    }

    /** What tells apart items whose first field is the same: two ports of one number, for two protocols. */
    private static final Map<String, String> SECOND =
            Map.of("containerPort", "protocol", "port", "protocol", "topologyKey", "whenUnsatisfiable");

    private record Identity(String field, Object value, Object second) {}

    private static Object identity(Object item) {
        if (item instanceof JsonObject object) {
            for (String field : IDENTITIES) {
                Object value = object.get(field);
                if (value instanceof String || value instanceof Long) {
                    Object second = object.get(SECOND.getOrDefault(field, field));
                    return new Identity(field, value, second == null ? "" : second);
                }
            }
        }
        return item;
    }

    private void align(int fromOld, int toOld, int fromNew, int toNew, boolean splits) {
        int startOld = fromOld;
        int startNew = fromNew;
        int endOld = toOld;
        int endNew = toNew;
        while (startOld < endOld && startNew < endNew && before.get(startOld).equals(after.get(startNew))) {
            partner[startNew++] = startOld++;
        }
        while (startOld < endOld && startNew < endNew && before.get(endOld - 1).equals(after.get(endNew - 1))) {
            partner[--endNew] = --endOld;
        }
        if ((long) (endOld - startOld) * (endNew - startNew) <= TABLE_AT_MOST) {
            longestRun(startOld, endOld, startNew, endNew);
        } else if (splits) {
            split(startOld, endOld, startNew, endNew);
        } else {
            byPlace(startOld, endOld, startNew, endNew);
        }
    }

    /** The longest common subsequence by the classic table; what is between its items pairs by place. */
    private void longestRun(int fromOld, int toOld, int fromNew, int toNew) {
        int rows = toOld - fromOld;
        int columns = toNew - fromNew;
        var longest = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                longest[i][j] = before.get(fromOld + i).equals(after.get(fromNew + j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int gapOld = 0;
        int gapNew = 0;
        int i = 0;
        int j = 0;
        while (i < rows && j < columns) {
            if (before.get(fromOld + i).equals(after.get(fromNew + j))) {
                byPlace(fromOld + gapOld, fromOld + i, fromNew + gapNew, fromNew + j);
                partner[fromNew + j] = fromOld + i;
                gapOld = ++i;
                gapNew = ++j;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        byPlace(fromOld + gapOld, toOld, fromNew + gapNew, toNew);
    }

    private void byPlace(int fromOld, int toOld, int fromNew, int toNew) {
        for (int i = 0; fromOld + i < toOld && fromNew + i < toNew; i++) {
            partner[fromNew + i] = fromOld + i;
        }
    }

    /** Pairs the items that each list has once and that come in the same order, then looks between them. */
    private void split(int fromOld, int toOld, int fromNew, int toNew) {
        Map<Object, Integer> unique = once(before, fromOld, toOld);
        Map<Object, Integer> uniqueNew = once(after, fromNew, toNew);
        var pairs = new ArrayList<int[]>();
        for (int j = fromNew; j < toNew; j++) {
            int i = uniqueNew.getOrDefault(after.get(j), -1) == j ? unique.getOrDefault(after.get(j), -1) : -1;
            if (i >= 0) {
                pairs.add(new int[] {i, j});
            }
        }
        int startOld = fromOld;
        int startNew = fromNew;
        for (int[] pair : ascending(pairs)) {
            align(startOld, pair[0], startNew, pair[1], false);
            partner[pair[1]] = pair[0];
            startOld = pair[0] + 1;
            startNew = pair[1] + 1;
        }
        align(startOld, toOld, startNew, toNew, false);
    }

    private static Map<Object, Integer> once(List<Object> items, int from, int to) {
        var places = new HashMap<Object, Integer>();
        for (int i = from; i < to; i++) {
            places.merge(items.get(i), i, (first, second) -> -1);
        }
        return places;
    }

    /** A longest run of pairs whose old indexes ascend; the new ones do already. */
    private static List<int[]> ascending(List<int[]> pairs) {
        var ends = new int[pairs.size()];
        var previous = new int[pairs.size()];
        int length = 0;
        for (int p = 0; p < pairs.size(); p++) {
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs.get(ends[middle])[0] < pairs.get(p)[0]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[p] = low == 0 ? -1 : ends[low - 1];
            ends[low] = p;
            length = Math.max(length, low + 1);
        }
        var run = new ArrayList<int[]>();
        for (int p = length == 0 ? -1 : ends[length - 1]; p >= 0; p = previous[p]) {
            run.add(pairs.get(p));
        }
        return run.reversed();
    }
}
