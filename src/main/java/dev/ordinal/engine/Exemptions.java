package dev.ordinal.engine;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which findings are exempt: by an annotation on the object, or by a PolicyException that names it. */
final class Exemptions {

    /** Annotations of this prefix and a policy's name exempt the object that has them; the value is the reason. */
    static final String PREFIX = "exempt.ordinal.dev/";

    private final Map<String, List<PolicyException>> byPolicy = new HashMap<>();

    /** Takes the exceptions that have not expired. */
    Exemptions(List<PolicyException> exceptions, LocalDate today) {
        for (PolicyException exception : exceptions) {
            boolean expired = exception.expires().filter(today::isAfter).isPresent();
            if (!expired) {
                byPolicy.computeIfAbsent(exception.policy(), _ -> new ArrayList<>())
                        .add(exception);
            }
        }
    }

    /** The finding as an exempt one, if it is. */
    Optional<Exempted> of(Finding finding, Policy policy, Manifest subject) {
        if (policy.exemptable()) {
            Optional<String> reason = reason(policy.name(), subject);
            if (reason.isPresent()) {
                return Optional.of(new Exempted(finding, reason.get(), "annotation"));
            }
        }
        return exception(finding.rule(), policy, subject)
                .map(exception -> new Exempted(finding, exception.reason(), exception.name()));
    }

    /** Whether findings of the rule on the object are exempt. */
    boolean exempts(String rule, Policy policy, Manifest subject) {
        return (policy.exemptable() && reason(policy.name(), subject).isPresent())
                || exception(rule, policy, subject).isPresent();
    }

    private Optional<PolicyException> exception(String rule, Policy policy, Manifest subject) {
        for (PolicyException exception : byPolicy.getOrDefault(policy.name(), List.of())) {
            boolean ofRule = exception.rules().isEmpty() || exception.rules().contains(rule);
            if (ofRule && exception.subjects().stream().anyMatch(named -> names(named, subject))) {
                return Optional.of(exception);
            }
        }
        return Optional.empty();
    }

    /** The reason the object's annotation gives; without one it exempts nothing. */
    private static Optional<String> reason(String policy, Manifest subject) {
        return subject.annotations().isEmpty()
                ? Optional.empty()
                : subject.annotations().text(PREFIX + policy).filter(text -> !text.isBlank());
    }

    private static boolean names(PolicyException.Subject named, Manifest subject) {
        return (named.kind().isEmpty() || named.kind().equals(subject.kind()))
                && (named.namespace().isEmpty() || named.namespace().equals(subject.namespace()))
                && matches(named.name(), subject.name());
    }

    /** Whether the name is of the pattern, in which {@code *} stands for any characters. */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int mark = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
