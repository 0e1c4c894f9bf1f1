package dev.ordinal.cli;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a policy's page says of what the policy adds, shown by cases of its test. */
final class AdditionsSection {

    private AdditionsSection() {}

    /** Writes the section; nothing for a policy that only judges. */
    static void write(Policy policy, List<PolicyTest.Case> cases, Page page) {
        Policy.Mutations mutations = policy.mutations();
        if (mutations.steps().isEmpty() && mutations.creations().isEmpty()) {
            return;
        }
        page.heading(2, "What it adds");
        if (!mutations.steps().isEmpty()) {
            page.prose(
                    "A cluster's API server adds it when an object comes that lacks it, where it asks Ordinal's mutating"
                            + " webhook; `ordinal fix` adds the same to the file that the object comes from. What somebody has"
                            + " set is never changed."
                            + (mutations.after().isEmpty()
                                    ? ""
                                    : " It comes after what %s adds.".formatted(String.join(", ", mutations.after()))));
            cases.stream().filter(one -> !one.mutations().isEmpty()).findFirst().ifPresent(one -> {
                page.prose("For example, %s:".formatted(one.name()));
                var points = new ArrayList<String>();
                one.mutations().forEach(operation -> points.add(described(operation)));
                page.points(points);
            });
        }
        if (!mutations.creations().isEmpty()) {
            page.prose(
                    "`ordinal fix` writes an object that is missing beside another; in a cluster Ordinal creates none.");
            cases.stream()
                    .filter(one -> !one.creations().isEmpty())
                    .reduce((_, last) -> last)
                    .ifPresent(one -> {
                        page.prose("For example, %s:".formatted(one.name()));
                        one.creations().forEach(object -> page.code("yaml", YamlText.of(object)));
                    });
        }
    }

    /** What a case of the test adds, in a few words; empty if nothing. */
    static Optional<String> told(PolicyTest.Case one) {
        var parts = new ArrayList<String>();
        one.mutations()
                .forEach(operation -> parts.add("`" + operation.text("path").orElse("") + "`"));
        one.creations()
                .forEach(
                        object -> parts.add("a %s".formatted(object.text("kind").orElse("object"))));
        return parts.isEmpty() ? Optional.empty() : Optional.of("adds " + String.join(", ", parts));
    }

    private static String described(JsonObject operation) {
        String value = Optional.ofNullable(operation.get("value"))
                .map(tree -> ": `" + YamlText.flow(tree) + "`")
                .orElse("");
        return "`%s`%s".formatted(operation.text("path").orElse(""), value);
    }
}
