package dev.ordinal.manifest;

/** Ends the reading of one document; caught where the document's chunk is read, never seen outside. */
@SuppressWarnings("serial")
final class BadDocument extends Exception {

    private final Problem.Kind kind;
    private final long place;

    BadDocument(Problem.Kind kind, long place, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.place = place;
    }

    Problem problem(SourceFile file) {
        return new Problem(kind, file.within(place), message());
    }

    long place() {
        return place;
    }

    Problem.Kind kind() {
        return kind;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
