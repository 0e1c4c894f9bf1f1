package dev.ordinal.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version (semver.org 2.0.0), and the CEL value of type {@code kubernetes.Semver}. Ordered by precedence,
 * which build metadata has no part in; equal to another of the same precedence.
 */
final class Semver extends OpaqueValue implements Comparable<Semver> {

    /** The CEL type, named as in the API server. */
    static final OpaqueType TYPE = OpaqueType.create("kubernetes.Semver");

    /** One dot-separated part of a pre-release: a number, unsigned, or text. */
    sealed interface Identifier extends Comparable<Identifier> {

        record Numeric(long value) implements Identifier {}

        record Alphanumeric(String value) implements Identifier {}

        /** Numbers by value, before texts in ASCII order. */
        @Override
        default int compareTo(Identifier other) {
            return switch (this) {
                case Numeric(long a) -> other instanceof Numeric(long b) ? Long.compareUnsigned(a, b) : -1;
                case Alphanumeric(String a) -> other instanceof Alphanumeric(String b) ? a.compareTo(b) : 1;
            };
        }
    }

    private final long major;
    private final long minor;
    private final long patch;

    @SuppressWarnings("Immutable") // an unmodifiable copy
    private final List<Identifier> preRelease;

    private final String text;

    Semver(long major, long minor, long patch, List<Identifier> preRelease, String text) {
        this.major = major;
        this.minor = minor;
        this.patch = patch;
        this.preRelease = List.copyOf(preRelease);
        this.text = text;
    }

    long major() {
        return major;
    }

    long minor() {
        return minor;
    }

    long patch() {
        return patch;
    }

    @Override
    public int compareTo(Semver other) {
        int order = Long.compareUnsigned(major, other.major);
        if (order == 0) {
            order = Long.compareUnsigned(minor, other.minor);
        }
        if (order == 0) {
            order = Long.compareUnsigned(patch, other.patch);
        }
        return order != 0 ? order : comparePreRelease(other);
    }

    private int comparePreRelease(Semver other) {
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        int common = Math.min(preRelease.size(), other.preRelease.size());
        for (int index = 0; index < common; index++) {
            int order = preRelease.get(index).compareTo(other.preRelease.get(index));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    @Override
    public Semver value() {
        return this;
    }

    @Override
    public OpaqueType celType() {
        return TYPE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Semver that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(major, minor, patch, preRelease);
    }

    /** The version as it was read, build metadata included. */
    @Override
    public String toString() {
        return text;
    }
}
