package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.policy.Nearest;
import dev.ordinal.policy.PolicyException;
import dev.ordinal.policy.ResourceRule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds exemptions that exempt nothing: annotations of objects, and PolicyExceptions. Only what is certain is told. */
final class ExemptionMistakes {

    private static final FieldPath ANNOTATIONS =
            FieldPath.ROOT.child("metadata").child("annotations");
    private static final String WILDCARD = "*";

    private final Map<String, CompiledPolicy> policies = new HashMap<>();
    private final EngineOptions options;
    private final ResourceTypes types;

    ExemptionMistakes(List<CompiledPolicy> policies, EngineOptions options, ResourceTypes types) {
        policies.forEach(policy -> this.policies.put(policy.name(), policy));
        this.options = options;
        this.types = types;
    }

    /** What is wrong with an object's annotations. */
    List<ExemptionMistake> of(Manifest object) {
        var mistakes = new ArrayList<ExemptionMistake>();
        object.annotations().forEach((key, value) -> {
            if (key.startsWith(Exemptions.PREFIX)) {
                why(key.substring(Exemptions.PREFIX.length()), value)
                        .ifPresent(why -> mistakes.add(new ExemptionMistake(ANNOTATIONS.child(key), why)));
            }
        });
        return mistakes;
    }

    private Optional<String> why(String name, Object reason) {
        CompiledPolicy policy = policies.get(name);
        if (policy == null && !options.names().isEmpty() && !options.names().contains(name)) {
            return Optional.of("there is no policy `" + name + "` among those that are loaded"
                    + meant(name, new TreeSet<>(options.names())));
        }
        if (policy != null && !policy.policy().exemptable()) {
            return Optional.of("the policy " + name + " takes no exemption by annotation");
        }
        return reason instanceof String text && text.isBlank()
                ? Optional.of(
                        "an exemption needs a reason: the text of the annotation `" + Exemptions.PREFIX + name + "`")
                : Optional.empty();
    }

    /** What is wrong with exceptions. */
    List<Problem> of(List<PolicyException> exceptions) {
        var problems = new ArrayList<Problem>();
        for (PolicyException exception : exceptions) {
            CompiledPolicy policy = policies.get(exception.policy());
            if (policy != null) {
                exception
                        .expires()
                        .filter(options.today()::isAfter)
                        .ifPresent(day -> problems.add(expired(exception, day)));
                exception
                        .subjects()
                        .forEach(
                                subject -> wrongKind(exception, subject, policy).ifPresent(problems::add));
            }
        }
        return problems;
    }

    private static Problem expired(PolicyException exception, LocalDate day) {
        return problem(
                exception,
                "the PolicyException %s expired on %s, so it exempts nothing from %s any more"
                        .formatted(exception.name(), day, exception.policy()));
    }

    private Optional<Problem> wrongKind(
            PolicyException exception, PolicyException.Subject subject, CompiledPolicy policy) {
        Set<String> kinds = kinds(policy);
        return subject.kind().isEmpty() || kinds.isEmpty() || kinds.contains(subject.kind())
                ? Optional.empty()
                : Optional.of(problem(
                        exception,
                        "the policy %s is about no object of kind `%s`, so the PolicyException %s exempts none%s"
                                .formatted(
                                        policy.name(),
                                        subject.kind(),
                                        exception.name(),
                                        meant(subject.kind(), kinds))));
    }

    /** The kinds that a policy is about; none if it may be about kinds that are not known here. */
    private Set<String> kinds(CompiledPolicy policy) {
        var kinds = new TreeSet<String>();
        for (ResourceRule rule : policy.policy().match().resourceRules()) {
            for (String group : rule.apiGroups()) {
                for (String resource : rule.resources()) {
                    String plural = resource.split("/", 2)[0];
                    Optional<ResourceTypes.ResourceType> type = types.byPlural(group, plural);
                    if (group.equals(WILDCARD) || plural.equals(WILDCARD) || type.isEmpty()) {
                        return new TreeSet<>();
                    }
                    kinds.add(type.get().kind());
                }
            }
        }
        return kinds;
    }

    private static String meant(String word, Set<String> known) {
        return Nearest.to(word, known)
                .map(near -> "; did you mean `" + near + "`?")
                .orElse("");
    }

    private static Problem problem(PolicyException exception, String message) {
        return new Problem(Problem.Kind.EXEMPTION, exception.position(), message);
    }
}
