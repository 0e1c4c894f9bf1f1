package dev.ordinal.policy;

/** What is done to an object, as an admission review names it. */
public enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    CONNECT
}
