package dev.ordinal.cli;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.YamlText;
import dev.ordinal.policy.Action;
import dev.ordinal.policy.ActionByOperation;
import dev.ordinal.policy.Operation;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyTest;
import dev.ordinal.policy.ResourceRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All there is to say about a policy: why it is, what it is about, its rules, and examples out of its test. */
final class PolicyPage {

    private final Policy policy;
    private final List<PolicyTest.Case> cases;
    private final Page page;

    private PolicyPage(Policy policy, List<PolicyTest.Case> cases, Page page) {
        this.policy = policy;
        this.cases = cases;
        this.page = page;
    }

    /** Writes the page. */
    static void write(Policy policy, Optional<PolicyTest> test, Page page) {
        new PolicyPage(policy, test.map(PolicyTest::cases).orElse(List.of()), page).write();
    }

    private void write() {
        page.heading(1, policy.name());
        page.prose(sentence(policy.title()));
        if (!policy.description().isBlank()) {
            page.prose(policy.description());
        }
        page.facts(facts());
        if (!policy.validations().isEmpty()) {
            page.heading(2, "Rules");
        }
        for (Policy.Validation rule : policy.validations()) {
            rule(rule);
        }
        AdditionsSection.write(policy, cases, page);
        if (!policy.params().isEmpty()) {
            page.heading(2, "Params");
            page.prose("These are the defaults. A `PolicyBinding` overrides them for the namespaces it selects.");
            page.code("yaml", YamlText.of(policy.params()));
            paramValues();
        }
        exemption();
        examples();
    }

    private void paramValues() {
        if (!policy.paramValues().isEmpty()) {
            page.points(policy.paramValues().entrySet().stream()
                    .map(values ->
                            "`" + values.getKey() + "` is one of `" + String.join("`, `", values.getValue()) + "`")
                    .toList());
        }
    }

    private List<Page.Fact> facts() {
        var facts = new ArrayList<Page.Fact>();
        facts.add(new Page.Fact("action", action(policy)));
        facts.add(new Page.Fact("category", policy.category()));
        var about = new ArrayList<String>();
        for (ResourceRule resources : policy.match().resourceRules()) {
            about.add(describe(resources));
        }
        facts.add(new Page.Fact("about", String.join("; ", about)));
        if (!policy.match().excludeResourceRules().isEmpty()) {
            var except = new ArrayList<String>();
            for (ResourceRule resources : policy.match().excludeResourceRules()) {
                except.add(describe(resources));
            }
            facts.add(new Page.Fact("except", String.join("; ", except)));
        }
        if (policy.judgedAtMutation()) {
            facts.add(new Page.Fact(
                    "in a cluster",
                    "judged before the API server's own validation, so its findings are warnings at most"));
        }
        if (!policy.matchConditions().isEmpty()) {
            var conditions = new ArrayList<String>();
            for (Policy.Named condition : policy.matchConditions()) {
                conditions.add(condition.name());
            }
            facts.add(new Page.Fact("only if", String.join(", ", conditions)));
        }
        return facts;
    }

    private static String describe(ResourceRule rule) {
        var groups = new ArrayList<String>();
        for (String group : rule.apiGroups()) {
            groups.add(group.isEmpty() ? "core" : group);
        }
        var operations = new ArrayList<String>();
        for (Operation operation : Operation.values()) {
            if (rule.operations().contains(operation)) {
                operations.add(operation.name());
            }
        }
        boolean all = operations.size() == Operation.values().length;
        return "`" + String.join(", ", rule.resources()) + "` of `" + String.join(", ", groups) + "/"
                + String.join(", ", rule.apiVersions()) + "`" + (all ? "" : " on " + String.join(", ", operations));
    }

    /** What the findings of a policy mean, or that it has none. */
    static String action(Policy policy) {
        return policy.validations().isEmpty() ? "Mutate" : action(policy.action());
    }

    static String action(ActionByOperation action) {
        var text = new StringBuilder(action.otherwise().word());
        for (Operation operation : Operation.values()) {
            Action other = action.byOperation().get(operation);
            if (other != null && other != action.otherwise()) {
                text.append(", ").append(other.word()).append(" on ").append(operation);
            }
        }
        return text.toString();
    }

    private void rule(Policy.Validation rule) {
        page.heading(3, policy.name() + "/" + rule.name());
        var facts = new ArrayList<Page.Fact>();
        String says = rule.message().isEmpty() ? expectedMessage(rule.name()) : rule.message();
        if (!says.isEmpty()) {
            facts.add(new Page.Fact("says", says));
        }
        if (!rule.remedy().isEmpty()) {
            facts.add(new Page.Fact("remedy", rule.remedy()));
        }
        facts.add(new Page.Fact("action", action(rule.action().orElse(policy.action()))));
        if (!rule.fieldPath().isEmpty()) {
            facts.add(new Page.Fact("points at", "`" + rule.fieldPath() + "`"));
        }
        page.facts(facts);
    }

    /** What the rule says in the first case that expects it in words. */
    private String expectedMessage(String rule) {
        for (PolicyTest.Case one : cases) {
            for (PolicyTest.Expected expected : one.expect()) {
                if (expected.rule().equals(rule) && expected.message().isPresent()) {
                    return expected.message().get();
                }
            }
        }
        return "";
    }

    private void exemption() {
        page.heading(2, "Exempting an object");
        if (!policy.exemptable()) {
            page.prose("An annotation cannot exempt an object from this policy; a `PolicyException` can.");
            return;
        }
        page.prose("Where an object is meant to be as it is, say so on the object. The finding stays in the report, as"
                + " exempt, with the reason.");
        page.code(
                "yaml",
                "metadata:\n  annotations:\n    exempt.ordinal.dev/" + policy.name() + ": \"why this one may\"\n");
    }

    private void examples() {
        Optional<PolicyTest.Case> good =
                cases.stream().filter(PolicyPage::passes).findFirst();
        Optional<PolicyTest.Case> bad =
                cases.stream().filter(one -> !one.expect().isEmpty()).findFirst();
        if (good.isPresent()) {
            page.heading(2, "An example that passes");
            page.prose(sentence(good.get().name()));
            page.code("yaml", documents(good.get(), Map.of()));
        }
        if (bad.isPresent()) {
            page.heading(2, "An example that does not");
            page.prose(sentence(bad.get().name()));
            page.code("yaml", documents(bad.get(), byIdentity(good)));
            page.points(bad.get().expect().stream().map(this::describe).toList());
        }
        if (!cases.isEmpty()) {
            page.heading(2, "All cases of its test");
            page.points(cases.stream().map(this::outcome).toList());
        }
    }

    private static boolean passes(PolicyTest.Case one) {
        return one.expect().isEmpty()
                && one.notKnown().isEmpty()
                && one.operation() == Operation.CREATE
                && !one.objects().isEmpty();
    }

    private String describe(PolicyTest.Expected expected) {
        String message = expected.message().map(text -> ": " + text).orElse("");
        return expected.action().map(Action::word).orElse("Finding") + " `" + policy.name() + "/" + expected.rule()
                + "`" + message;
    }

    private String outcome(PolicyTest.Case one) {
        var rules = new ArrayList<String>();
        for (PolicyTest.Expected expected : one.expect()) {
            rules.add("`" + expected.rule() + "`");
        }
        for (String rule : one.notKnown()) {
            rules.add("`" + rule + "` is not known");
        }
        AdditionsSection.told(one).ifPresent(rules::add);
        String when = one.operation() == Operation.CREATE ? "" : " (" + one.operation() + ")";
        return one.name() + when + ": " + (rules.isEmpty() ? "passes" : String.join(", ", rules));
    }

    private static Map<String, JsonObject> byIdentity(Optional<PolicyTest.Case> of) {
        var roots = new LinkedHashMap<String, JsonObject>();
        for (Manifest manifest : of.map(PolicyTest.Case::objects).orElse(List.of())) {
            roots.put(manifest.toString(), manifest.root());
        }
        return roots;
    }

    /** The objects of a case as YAML; of those that were shown before, only the name. */
    private static String documents(PolicyTest.Case of, Map<String, JsonObject> shown) {
        var documents = new ArrayList<String>();
        var same = new StringBuilder();
        for (Manifest manifest : of.objects()) {
            if (manifest.root().equals(shown.get(manifest.toString()))) {
                same.append("# ").append(manifest).append(" as above\n");
            } else {
                documents.add(YamlText.of(manifest.root()));
            }
        }
        String text = String.join("---\n", documents);
        return same.isEmpty() ? text : text + (documents.isEmpty() ? "" : "---\n") + same;
    }

    private static String sentence(String phrase) {
        String text = phrase.strip();
        if (text.isEmpty()) {
            return text;
        }
        String first = text.split("\\s", 2)[0];
        boolean isWord = first.equals(first.toLowerCase(Locale.ROOT));
        String start = isWord ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : text;
        return start.endsWith(".") ? start : start + ".";
    }
}
