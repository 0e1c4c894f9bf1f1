package dev.ordinal.cel;

/** How much a function may make at once, since the budget sees a value only after it was made. */
final class Bounds {

    /** UTF-16 units of a text. */
    static final int TEXT = Budget.Limits.DEFAULT.textLength();

    /** Items of a list that a function makes of a text or a number. */
    static final int ITEMS = 100_000;

    /** Items of a list that a function makes of lists. */
    private static final int LIST = Budget.Limits.DEFAULT.collectionSize();

    private Bounds() {}

    static Budget.Exceeded exceeded(String message) {
        return new Budget.Exceeded(Outcome.Failed.Kind.BUDGET, message);
    }

    static void checkText(long length) {
        if (length > TEXT) {
            throw exceeded("made a text of more than %d characters".formatted(TEXT));
        }
    }

    static void checkItems(long size) {
        if (size > ITEMS) {
            throw exceeded("made a list of more than %d items".formatted(ITEMS));
        }
    }

    static void checkList(long size) {
        if (size > LIST) {
            throw exceeded("made a list of more than %d items".formatted(LIST));
        }
    }
}
