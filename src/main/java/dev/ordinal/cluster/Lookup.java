package dev.ordinal.cluster;

import dev.ordinal.manifest.Manifest;

/** What a view says of one object that a rule asks for. */
public sealed interface Lookup {

    /** The object exists. */
    record Found(Manifest manifest) implements Lookup {}

    /** There is no such object. */
    record Absent() implements Lookup {
        /** The one value. */
        public static final Absent INSTANCE = new Absent();
    }

    /**
     * The view cannot tell whether there is one.
     *
     * @param why a phrase that completes "not known, because …"
     */
    record NotKnown(String why) implements Lookup {}
}
