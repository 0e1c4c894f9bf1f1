package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Action;
import java.util.List;
import java.util.Optional;

/**
 * A rule that an object breaks.
 *
 * @param policy the policy's name
 * @param rule the rule's name within it
 * @param action what it means, after everything that lowers it
 * @param message what is wrong; one line
 * @param remedy what to do; ends with a full stop
 * @param subject the object
 * @param fieldPath the field it is about; the root for the object as a whole
 * @param position where that field, or the nearest one around it, stands; empty for an object from no file
 * @param related other objects that the rule looked at and found
 * @param basis what it rests on beside the object
 * @param isImpact whether the object was not changed itself, but breaks the rule because another was
 * @param isWithheld whether it would be a denial but for what is enforced at most
 */
public record Finding(
        String policy,
        String rule,
        Action action,
        String message,
        String remedy,
        ResourceRef subject,
        FieldPath fieldPath,
        Optional<SourcePosition> position,
        List<Related> related,
        Basis basis,
        boolean isImpact,
        boolean isWithheld) {

    /** What a finding rests on beside its object, policy and params. */
    public enum Basis {
        /** Nothing. */
        OBJECT,
        /** Other objects, all of which were there. */
        OTHERS,
        /** Other objects, one of which at least was not there. */
        ABSENCE
    }

    public Finding {
        related = List.copyOf(related);
    }

    /** A finding about an object that was changed itself, and that rests on nothing else. */
    public Finding(
            String policy,
            String rule,
            Action action,
            String message,
            String remedy,
            ResourceRef subject,
            FieldPath fieldPath,
            Optional<SourcePosition> position,
            List<Related> related) {
        this(policy, rule, action, message, remedy, subject, fieldPath, position, related, Basis.OBJECT, false, false);
    }

    /** {@code headless-service/service-exists}. */
    public String id() {
        return policy + "/" + rule;
    }

    /** The same finding with a milder action, or itself. */
    public Finding atMost(Action ceiling) {
        Action lowered = action.atMost(ceiling);
        return lowered == action ? this : with(lowered, isWithheld);
    }

    /**
     * The same finding where nothing is enforced beyond an action.
     *
     * @param most as {@link #atMost}, but a denial that it lowers is known as withheld
     */
    Finding enforcedAtMost(Action most) {
        Action lowered = action.atMost(most);
        return lowered == action ? this : with(lowered, action == Action.DENY);
    }

    private Finding with(Action other, boolean withheld) {
        return new Finding(
                policy, rule, other, message, remedy, subject, fieldPath, position, related, basis, isImpact, withheld);
    }

    /**
     * The same finding as one that another object's change makes.
     *
     * @param near the namespace of that object; the subject is named with its own if that is another
     */
    Finding because(String cause, String near) {
        String whose = subject.namespace().equals(near) ? subject.kind() + " " + subject.name() : subject.toString();
        return new Finding(
                policy,
                rule,
                action,
                "%s: %s, because %s".formatted(whose, message, cause),
                remedy,
                subject,
                fieldPath,
                position,
                related,
                basis,
                true,
                isWithheld);
    }

    /**
     * An object that a rule looked at.
     *
     * @param ref its identity
     * @param position where it stands, if it came from a file
     */
    public record Related(ResourceRef ref, Optional<SourcePosition> position) {
        static Related of(Manifest manifest) {
            return new Related(manifest.ref(), manifest.positionOf(FieldPath.ROOT));
        }
    }
}
