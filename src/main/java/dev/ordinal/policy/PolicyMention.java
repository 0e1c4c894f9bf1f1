package dev.ordinal.policy;

import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a policy file that names a policy or one of its rules.
 *
 * @param by what names it: {@code PolicyBinding}, {@code PolicyException} or the field {@code mutateAfter}
 * @param policy the policy's name
 * @param rule the rule's name; empty where the policy itself is named
 * @param position of the name
 */
public record PolicyMention(String by, String policy, Optional<String> rule, SourcePosition position) {

    /**
     * The mentions that name nothing among the policies of the files, told with the nearest name there is. The rules of
     * policies that have problems of their own are not known.
     */
    public static List<Problem> problems(PolicyFiles files) {
        Map<String, List<String>> rules = new HashMap<>();
        files.policies()
                .forEach(policy -> rules.put(
                        policy.name(),
                        policy.validations().stream()
                                .map(Policy.Validation::name)
                                .toList()));
        files.broken().forEach(broken -> rules.put(broken.policy().name(), List.of()));
        var problems = new ArrayList<Problem>();
        for (PolicyMention mention : files.mentions()) {
            mention.problem(rules).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> problem(Map<String, List<String>> rules) {
        if (rule.isEmpty()) {
            return rules.containsKey(policy)
                    ? Optional.empty()
                    : Optional.of(unknown(
                            "no policy `" + policy + "`",
                            policy,
                            rules.keySet().stream().sorted().toList()));
        }
        List<String> known = rules.getOrDefault(policy, List.of());
        return known.isEmpty() || known.contains(rule.get())
                ? Optional.empty()
                : Optional.of(unknown("the policy " + policy + " has no rule `" + rule.get() + "`", rule.get(), known));
    }

    private Problem unknown(String what, String name, Collection<String> known) {
        String start = rule.isEmpty() ? "there is " + what + " among those that are loaded" : what;
        return new Problem(
                Problem.Kind.UNKNOWN_POLICY,
                position,
                start + ", so this " + by + " does nothing for it"
                        + Nearest.to(name, known)
                                .map(near -> "; did you mean `" + near + "`?")
                                .orElse(""));
    }
}
