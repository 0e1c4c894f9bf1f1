package dev.ordinal.policy;

import dev.ordinal.manifest.Document;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.ResourceTypes;
import dev.ordinal.manifest.SourceFile;
import dev.ordinal.manifest.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the documents of policy files one by one and gathers what they are. */
final class PolicyCollector {

    static final String API_VERSION = "ordinal.dev/v1alpha1";

    private static final String POLICY = "Policy";
    private static final String BINDING = "PolicyBinding";
    private static final String EXCEPTION = "PolicyException";
    private static final String TEST = "PolicyTest";
    private static final Map<String, String> VERSIONS = Map.of(API_VERSION, API_VERSION);
    private static final List<String> KINDS = List.of(POLICY, BINDING, EXCEPTION, TEST);
    private static final String EXPECTED =
            "expected a Policy, PolicyBinding, PolicyException or PolicyTest of " + API_VERSION;

    private final ResourceTypes types;
    private final List<Policy> policies = new ArrayList<>();
    private final List<PolicyBinding> bindings = new ArrayList<>();
    private final List<PolicyException> exceptions = new ArrayList<>();
    private final List<PolicyTest> tests = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<PolicyFiles.Broken> broken = new ArrayList<>();
    private final List<PolicyMention> mentions = new ArrayList<>();
    private final Map<String, SourceFile> sources = new HashMap<>();
    private final Map<String, SourcePosition> named = new HashMap<>();
    private final Map<String, Node> afters = new HashMap<>();
    private final List<Given> given = new ArrayList<>();

    /** Params that a binding or a test, which was read, gives to policies. */
    private record Given(ParamUse use, Optional<?> by) {}

    /**
     * Makes a collector.
     *
     * @param types tells which objects of test cases live in a namespace
     */
    PolicyCollector(ResourceTypes types) {
        this.types = types;
    }

    /** What was gathered. */
    PolicyFiles files() {
        List<MutationCycles.Cycle> cycles = MutationCycles.of(policies, afters);
        var usable = new ArrayList<>(policies);
        var unusable = new ArrayList<>(broken);
        for (MutationCycles.Cycle cycle : cycles) {
            usable.remove(cycle.policy());
            unusable.add(new PolicyFiles.Broken(cycle.policy(), true));
        }
        var more = new ArrayList<Problem>();
        cycles.forEach(cycle -> more.add(cycle.problem()));
        more.addAll(removeWrongParams());
        return new PolicyFiles(usable, bindings, exceptions, tests, problems, sources, unusable, mentions)
                .withProblems(more);
    }

    /** Takes away the bindings and tests that give a param what it may not have, and tells what. */
    private List<Problem> removeWrongParams() {
        Map<String, Policy> known = new HashMap<>();
        policies.forEach(policy -> known.put(policy.name(), policy));
        var all = new ArrayList<Problem>();
        for (Given params : given) {
            List<Problem> wrong = params.use().problems(known);
            if (!wrong.isEmpty()) {
                all.addAll(wrong);
                params.by().ifPresent(by -> {
                    bindings.remove(by);
                    tests.remove(by);
                });
            }
        }
        return all;
    }

    /** Takes what was read of a file. */
    void add(ReadFile file) {
        sources.put(file.file().name(), file.file());
        problems.addAll(file.allProblems());
        file.documents().forEach(this::add);
    }

    /** Takes one document. */
    private void add(Document source) {
        var document = new PolicyDocument(source.source());
        Node root = new Node(document, FieldPath.ROOT, source.root());
        kind(root).ifPresent(kind -> root.fields(Shape.DOCUMENT).ifPresent(fields -> read(kind, fields)));
        problems.addAll(document.problems());
    }

    /** Which of our kinds the document is; one of no kind of ours is reported. */
    private static Optional<String> kind(Node root) {
        if (root.tree().isEmpty()) {
            return Optional.empty();
        }
        Optional<Node> apiVersion = root.child("apiVersion");
        Optional<Node> kind = root.child("kind");
        Optional<String> word = kind.flatMap(Node::text);
        Optional<String> foreign = apiVersion.flatMap(PolicyCollector::foreign);
        if (word.filter(KINDS::contains).isEmpty() || foreign.isPresent()) {
            if (kind.isEmpty() || word.isPresent()) {
                root.document()
                        .wrongField(
                                Problem.Kind.FIELD,
                                FieldPath.ROOT.child("kind"),
                                EXPECTED + ", found " + found(word, foreign));
            }
            return Optional.empty();
        }
        apiVersion.ifPresent(version -> version.oneOf(VERSIONS));
        return word;
    }

    /** An API version of a group that is not ours. */
    private static Optional<String> foreign(Node apiVersion) {
        return apiVersion.value() instanceof String text
                        && !ResourceRef.groupOf(text).equals(ResourceRef.groupOf(API_VERSION))
                ? Optional.of(text)
                : Optional.empty();
    }

    private static String found(Optional<String> kind, Optional<String> foreign) {
        if (kind.isEmpty()) {
            return "a document without `kind`";
        }
        return foreign.map(version -> kind.get() + " of " + version)
                .orElseGet(() -> "`" + kind.get() + "`"
                        + Nearest.to(kind.get(), KINDS)
                                .map(near -> "; did you mean `" + near + "`?")
                                .orElse(""));
    }

    private void read(String kind, Fields root) {
        Header header = Header.read(root);
        Optional<Node> spec = root.find("spec");
        if (!kind.equals(TEST)) {
            reportRepeated(kind, header, root.node().document());
        }
        switch (kind) {
            case POLICY -> {
                Optional<Policy> policy = spec.flatMap(node -> PolicySpecReader.read(header, node));
                keep(policies, root, policy);
                if (!root.node().document().isSound() && policy.isPresent()) {
                    boolean hasAll = PolicySpecReader.hasAllVariables(spec.get(), policy.get());
                    broken.add(new PolicyFiles.Broken(policy.get(), hasAll));
                }
                spec.flatMap(node -> node.child("mutateAfter")).ifPresent(names -> {
                    mention("mutateAfter", names);
                    afters.put(header.name(), names);
                });
            }
            case BINDING -> {
                Optional<PolicyBinding> binding = spec.flatMap(node -> BindingReader.read(header, node));
                keep(bindings, root, binding);
                List<String> policies = binding.map(PolicyBinding::policies).orElse(List.of());
                spec.ifPresent(node -> give(policies, node, binding));
                spec.flatMap(node -> node.child("policies")).ifPresent(names -> mention(kind, names));
            }
            case EXCEPTION -> {
                keep(exceptions, root, spec.flatMap(node -> ExceptionReader.read(header, node)));
                spec.ifPresent(node -> mentionWithRules(kind, node));
            }
            default -> {
                Optional<PolicyTest> test = spec.flatMap(node -> TestReader.read(header, node, types));
                keep(tests, root, test);
                spec.flatMap(node -> node.child("cases"))
                        .filter(cases -> cases.value() instanceof JsonArray)
                        .flatMap(Node::items)
                        .ifPresent(cases -> cases.forEach(one -> give(List.of(header.name()), one, test)));
            }
        }
    }

    /** Notes params, to be compared with those of the policies when all are read. */
    private void give(List<String> policies, Node to, Optional<?> by) {
        to.child("params").ifPresent(params -> given.add(new Given(new ParamUse(policies, params), by)));
    }

    private void mention(String by, Node policies) {
        if (policies.value() instanceof JsonArray) {
            for (Node item : policies.items().orElseThrow()) {
                if (item.value() instanceof String policy) {
                    mentions.add(new PolicyMention(by, policy, Optional.empty(), item.position()));
                }
            }
        }
    }

    private void mentionWithRules(String by, Node exception) {
        Optional<Node> named = exception.child("policy");
        if (named.isEmpty() || !(named.get().value() instanceof String policy)) {
            return;
        }
        mentions.add(new PolicyMention(by, policy, Optional.empty(), named.get().position()));
        Optional<Node> rules = exception.child("rules").filter(node -> node.value() instanceof JsonArray);
        for (Node item : rules.flatMap(Node::items).orElse(List.of())) {
            if (item.value() instanceof String rule) {
                mentions.add(new PolicyMention(by, policy, Optional.of(rule), item.position()));
            }
        }
    }

    private void reportRepeated(String kind, Header header, PolicyDocument document) {
        if (header.name().isEmpty()) {
            return;
        }
        SourcePosition first = named.putIfAbsent(kind + "/" + header.name(), header.position());
        if (first != null) {
            document.wrongField(
                    Problem.Kind.DUPLICATE_POLICY,
                    FieldPath.ROOT.child("metadata").child("name"),
                    "a " + kind + " with the name `" + header.name() + "` is in " + first + " already");
        }
    }

    private static <T> void keep(List<T> list, Fields root, Optional<T> read) {
        if (root.node().document().isSound()) {
            read.ifPresent(list::add);
        }
    }
}
