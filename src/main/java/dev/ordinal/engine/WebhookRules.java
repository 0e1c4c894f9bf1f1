package dev.ordinal.engine;

import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.GroupKind;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.manifest.ResourceTypes.ResourceType;
import dev.ordinal.policy.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an API server has to send to the webhook for some policies to be judged, and what the webhook has to be allowed
 * to read: no kind, operation or subresource more. The lists do not overlap, so that one change is sent once. Names and
 * labels that policies select by are not looked at; the webhook does that.
 *
 * @param subjects what policies are about and name: CREATE, UPDATE and CONNECT
 * @param clients what policies are about that say {@code *}: CREATE and UPDATE of the kinds that hold the configuration
 *     of clients ({@link WildcardKinds})
 * @param deletes what policies are about: DELETE
 * @param impact what rules look up and what is in none of the others: an object that changes, goes or appears may break
 *     a rule about another
 * @param mutations what policies add something to, or judge before the API server does: CREATE and UPDATE, for the
 *     mutating door
 * @param reads the kinds to get, list and watch, without operations and versions
 */
public record WebhookRules(
        List<Rule> subjects,
        List<Rule> clients,
        List<Rule> deletes,
        List<Rule> impact,
        List<Rule> mutations,
        List<Rule> reads) {

    /**
     * Operations on resources of a group.
     *
     * @param group empty for the core group
     * @param versions sorted; {@code *} for all
     * @param resources plurals, with subresources as in {@code statefulsets/scale}; sorted
     * @param operations in the order of {@link Operation}
     */
    public record Rule(String group, List<String> versions, List<String> resources, List<Operation> operations) {
        public Rule {
            versions = List.copyOf(versions);
            resources = List.copyOf(resources);
            operations = List.copyOf(operations);
        }
    }

    /**
     * A resource, by itself or with a subresource.
     *
     * @param group empty for the core group
     * @param name the plural, perhaps followed by a slash and a subresource
     */
    public record Resource(String group, String name) implements Comparable<Resource> {
        @Override
        public int compareTo(Resource other) {
            int byGroup = group.compareTo(other.group);
            return byGroup != 0 ? byGroup : name.compareTo(other.name);
        }
    }

    /**
     * Kinds whose objects come and go without anyone's doing, or beat like a heart: a change of one is not judged for
     * others.
     */
    private static final Set<GroupKind> RESTLESS = Set.of(
            new GroupKind("", "Endpoints"),
            new GroupKind("", "Event"),
            new GroupKind("", "Namespace"),
            new GroupKind("", "Node"),
            new GroupKind("", "Pod"),
            new GroupKind("apps", "ControllerRevision"),
            new GroupKind("coordination.k8s.io", "Lease"),
            new GroupKind("discovery.k8s.io", "EndpointSlice"));

    public WebhookRules {
        subjects = List.copyOf(subjects);
        clients = List.copyOf(clients);
        deletes = List.copyOf(deletes);
        impact = List.copyOf(impact);
        mutations = List.copyOf(mutations);
        reads = List.copyOf(reads);
    }

    /**
     * The rules for some policies.
     *
     * @param custom custom resources that policies are about that say {@code *}; the API server would send every lease
     *     and event too if it were told the star
     */
    public static WebhookRules of(Collection<CompiledPolicy> policies, Collection<Resource> custom) {
        var named = new Table();
        var wild = new Table();
        var deletes = new Table();
        var looked = new TreeMap<Resource, Reading>();
        read(looked, "v1", "Namespace", true);
        var mutations = new Table();
        for (CompiledPolicy policy : policies) {
            boolean isJudged = policy.isJudgedOfStoredObjects();
            for (ResourceNeed need : ResourceNeed.of(policy.policy().match(), custom)) {
                addMutation(mutations, policy, need);
                if (!isJudged) {
                    continue;
                }
                Set<Operation> kept = EnumSet.copyOf(need.operations());
                if (kept.remove(Operation.DELETE)) {
                    deletes.add(need.resource(), need.versions(), Set.of(Operation.DELETE));
                }
                (need.isNamed() ? named : wild).add(need.resource(), need.versions(), kept);
                boolean mayBreak = need.isNamed() && !policy.kinds().isEmpty() && !kept.isEmpty();
                if (mayBreak || need.isScale()) {
                    readSubject(looked, need);
                }
            }
            policy.kinds().forEach(kind -> read(looked, kind.apiVersion(), kind.kind(), isJudged));
        }
        named.absorb(wild);
        var impact = new Table();
        looked.forEach((resource, reading) -> {
            if (reading.isLookedUp() && !RESTLESS.contains(reading.kind())) {
                Set<Operation> left = EnumSet.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE);
                for (Table table : List.of(named, wild, deletes)) {
                    left.removeAll(table.operations(resource));
                }
                impact.add(resource, Set.of(reading.version()), left);
            }
        });
        return new WebhookRules(
                named.rules(),
                wild.rules(),
                deletes.rules(),
                impact.rules(),
                mutations.rules(),
                readRules(looked.keySet()));
    }

    /** A kind that is read; looked up by a rule, or known only to mutations or to judge a change of another object. */
    private record Reading(GroupKind kind, String version, boolean isLookedUp) {}

    /** What a policy adds something to, or judges before the API server does. */
    private static void addMutation(Table mutations, CompiledPolicy policy, ResourceNeed need) {
        boolean mayMutate = !policy.mutations().steps().isEmpty() && !isNeverMutated(need.resource());
        if ((mayMutate || policy.isJudgedAtMutation()) && need.isWhole()) {
            Set<Operation> kept = EnumSet.copyOf(need.operations());
            kept.retainAll(EnumSet.of(Operation.CREATE, Operation.UPDATE));
            mutations.add(need.resource(), need.versions(), kept);
        }
    }

    private static boolean isNeverMutated(Resource resource) {
        return BuiltinTypes.INSTANCE
                .byPlural(resource.group(), resource.name())
                .filter(type -> MutationGuards.NEVER.contains(new GroupKind(type.group(), type.kind())))
                .isPresent();
    }

    private static void read(Map<Resource, Reading> looked, String apiVersion, String name, boolean isJudged) {
        String group = ResourceRef.groupOf(apiVersion);
        ResourceType type =
                BuiltinTypes.INSTANCE.byKind(group, name).orElseGet(() -> ResourceType.guessed(group, name, true));
        looked.merge(
                new Resource(group, type.plural()),
                new Reading(GroupKind.of(apiVersion, name), ResourceRef.versionOf(apiVersion), isJudged),
                (before, now) -> now.isLookedUp() || !before.isLookedUp() ? now : before);
    }

    /**
     * The kind a policy is about is read to find the objects that a change of another object touches, or to be scaled.
     */
    private static void readSubject(Map<Resource, Reading> looked, ResourceNeed need) {
        String plural = need.plural();
        BuiltinTypes.INSTANCE
                .byPlural(need.resource().group(), plural)
                .ifPresent(type -> looked.putIfAbsent(
                        new Resource(type.group(), plural),
                        new Reading(new GroupKind(type.group(), type.kind()), "", false)));
    }

    private static List<Rule> readRules(Collection<Resource> resources) {
        var byGroup = new TreeMap<String, List<String>>();
        for (Resource resource : resources) {
            byGroup.computeIfAbsent(resource.group(), _ -> new ArrayList<>()).add(resource.name());
        }
        var rules = new ArrayList<Rule>();
        byGroup.forEach((group, names) -> rules.add(new Rule(group, List.of(), names, List.of())));
        return rules;
    }

    /** Resources with their versions and operations. */
    private static final class Table {
        private final SortedMap<Resource, Need> needs = new TreeMap<>();

        private record Need(SortedSet<String> versions, EnumSet<Operation> operations) {}

        private record Key(String group, List<String> versions, List<Operation> operations) {}

        void add(Resource resource, Set<String> versions, Set<Operation> operations) {
            if (!operations.isEmpty()) {
                Need need = needs.computeIfAbsent(
                        resource, _ -> new Need(new TreeSet<>(), EnumSet.noneOf(Operation.class)));
                need.versions().addAll(versions);
                need.operations().addAll(operations);
            }
        }

        /** Takes over what the other table holds of this one's resources; this one's versions stay. */
        void absorb(Table other) {
            needs.forEach((resource, need) -> {
                Need more = other.needs.remove(resource);
                if (more != null) {
                    need.operations().addAll(more.operations());
                }
            });
        }

        Set<Operation> operations(Resource resource) {
            Set<Operation> operations = EnumSet.noneOf(Operation.class);
            for (Resource key :
                    List.of(resource, new Resource(resource.group(), "*"), new Resource("*", resource.name()))) {
                Need need = needs.get(key);
                if (need != null) {
                    operations.addAll(need.operations());
                }
            }
            return operations;
        }

        List<Rule> rules() {
            var grouped = new LinkedHashMap<Key, List<String>>();
            needs.forEach((resource, need) -> {
                List<String> versions = need.versions().contains("*") ? List.of("*") : List.copyOf(need.versions());
                var key = new Key(resource.group(), versions, List.copyOf(need.operations()));
                grouped.computeIfAbsent(key, _ -> new ArrayList<>()).add(resource.name());
            });
            var rules = new ArrayList<Rule>();
            grouped.forEach((key, names) -> rules.add(new Rule(key.group(), key.versions(), names, key.operations())));
            return rules;
        }
    }
}
