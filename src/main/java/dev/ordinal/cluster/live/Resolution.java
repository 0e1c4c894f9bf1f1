package dev.ordinal.cluster.live;

/** What the API server says of a kind that is to be read. */
sealed interface Resolution {

    /** It is served. */
    record Served(ServedKind kind) implements Resolution {}

    /** It is not served, in no version. */
    record NotServed(String why) implements Resolution {}

    /** The API server does not tell. */
    record Refused(ApiAnswer.Refused refusal) implements Resolution {}
}
