package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * The cases beside a policy, in {@code <name>.test.yaml}.
 *
 * @param policy the policy they are about
 * @param cases in the order of the file
 * @param file the file
 */
public record PolicyTest(String policy, List<Case> cases, SourceFile file) {

    public PolicyTest {
        cases = List.copyOf(cases);
    }

    /**
     * One case.
     *
     * @param name a phrase that says what is special
     * @param operation what is done to the subjects
     * @param subresource such as {@code scale}; empty for the object itself
     * @param objects everything there is, subjects and others, with patches applied
     * @param subjects the objects that are judged
     * @param oldObjects for UPDATE, what the subjects were before, in the same order; else empty
     * @param partial whether what is not among the objects is not known rather than absent
     * @param whole whether what is not among the objects is absent even of the kinds that a cluster has by itself
     * @param params laid over the policy's
     * @param expect the findings, in the order found
     * @param notKnown names of the rules that cannot be judged
     * @param mutations what the policy adds to the subjects: operations of RFC 6902 in the order found, each with its
     *     {@code subject} where the case names it
     * @param creations the objects that it says are missing
     * @param position where the case starts
     */
    public record Case(
            String name,
            Operation operation,
            String subresource,
            List<Manifest> objects,
            List<Manifest> subjects,
            List<Manifest> oldObjects,
            boolean partial,
            boolean whole,
            JsonObject params,
            List<Expected> expect,
            List<String> notKnown,
            List<JsonObject> mutations,
            List<JsonObject> creations,
            SourcePosition position) {

        public Case {
            objects = List.copyOf(objects);
            subjects = List.copyOf(subjects);
            oldObjects = List.copyOf(oldObjects);
            expect = List.copyOf(expect);
            notKnown = List.copyOf(notKnown);
            mutations = List.copyOf(mutations);
            creations = List.copyOf(creations);
        }
    }

    /**
     * A finding that a case expects; what is empty is not compared.
     *
     * @param rule the rule's name
     * @param action what the finding means
     * @param subject {@code Kind/name}
     * @param fieldPath where it points
     * @param message what it says
     */
    public record Expected(
            String rule,
            Optional<Action> action,
            Optional<String> subject,
            Optional<String> fieldPath,
            Optional<String> message) {}
}
