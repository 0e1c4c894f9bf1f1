package dev.ordinal.manifest;

/**
 * What is wrong with a file that was read: a manifest or a policy.
 *
 * @param kind what sort of problem it is; decides the severity
 * @param position where; the first character of the file where nothing better is known
 * @param message a full sentence without a final full stop: what is wrong and, where it helps, what was expected
 */
public record Problem(Kind kind, SourcePosition position, String message) {

    /** How much a problem weighs. */
    public enum Severity {
        /** Something was not read or not loaded. */
        ERROR,
        /** Everything was read, but perhaps not as its author means it. */
        WARNING,
        /** Something was left out on purpose. */
        NOTE
    }

    /** The sorts of problem. */
    public enum Kind {
        /** The path names nothing, or what it names cannot be read. */
        UNREADABLE(Severity.ERROR),
        /** The bytes are not text in UTF-8, or UTF-16 with a byte order mark. */
        ENCODING(Severity.ERROR),
        /** Not YAML or not JSON. */
        SYNTAX(Severity.ERROR),
        /** Looks like a template that was not rendered. */
        TEMPLATE(Severity.ERROR),
        /** Larger, deeper or with more aliases than the reader takes. */
        LIMIT(Severity.ERROR),
        /** A Kubernetes object without kind, apiVersion or name, or with one of the wrong type. */
        IDENTITY(Severity.ERROR),
        /** A field of an object or a policy holds a value of another type than expected, or a value nobody can use. */
        FIELD(Severity.ERROR),
        /** A policy has a field that policies do not have. */
        UNKNOWN_FIELD(Severity.ERROR),
        /** An expression does not compile. */
        EXPRESSION(Severity.ERROR),
        /** A map has the same key twice; the last one counts. */
        DUPLICATE_KEY(Severity.WARNING),
        /** Two objects, or two policies, have the same identity. */
        DUPLICATE_OBJECT(Severity.WARNING),
        /** A policy of this name was loaded already. */
        DUPLICATE_POLICY(Severity.ERROR),
        /** A binding or an exception names a policy or a rule that there is not. */
        UNKNOWN_POLICY(Severity.WARNING),
        /** An exemption that exempts nothing, or no more. */
        EXEMPTION(Severity.WARNING),
        /**
         * A policy names a resource, a kind or a field that Kubernetes does not have, or a param that it does not have.
         */
        UNKNOWN_NAME(Severity.WARNING),
        /** Two policies set one field to different values. */
        CONFLICTING_POLICIES(Severity.WARNING),
        /** A field that Kubernetes does not have: spelt almost like one it has, or unknown in what a policy adds. */
        MISSPELT_FIELD(Severity.WARNING),
        /** A plain scalar that YAML 1.1 and YAML 1.2 read differently. */
        AMBIGUOUS_SCALAR(Severity.WARNING),
        /** A chart or a kustomization, of which only what is made of it can be judged. */
        NOT_RENDERED(Severity.NOTE),
        /** A file that lies among manifests and is none. */
        SKIPPED_FILE(Severity.NOTE);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }
    }

    /** How much this problem weighs. */
    public Severity severity() {
        return kind.severity;
    }

    @Override
    public String toString() {
        return position + ": " + message;
    }
}
