package dev.ordinal.cluster;

/** A label with its value. */
record Label(String key, String value) {}
