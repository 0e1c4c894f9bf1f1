package dev.ordinal.cluster;

/** What has a number that gives its place among others. */
interface Numbered {

    /** Never changes, and differs from that of all others in one place. */
    long number();
}
