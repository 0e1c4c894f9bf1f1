package dev.ordinal.cli;

import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.policy.ParamCheck;
import dev.ordinal.policy.Policy;
import dev.ordinal.policy.PolicyBinding;
import dev.ordinal.policy.PolicyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Params that the command line gives other values, which outweigh those of bindings.
 *
 * @param settings in order; of two for the same param the later one counts
 */
record ParamSettings(List<Setting> settings) {

    /**
     * One of them.
     *
     * @param target policy and param with a dot between; either may have dots itself
     * @param value a tree value
     */
    record Setting(String target, Object value) {}

    /** A param of a policy. */
    private record Param(String policy, String name, Object value) {}

    ParamSettings {
        settings = List.copyOf(settings);
    }

    /**
     * Reads the values of {@code --set}.
     *
     * @throws UsageException which names everything that is wrong
     */
    static ParamSettings parse(List<String> options) {
        var wrong = new ArrayList<String>();
        var settings = new ArrayList<Setting>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 0 || option.lastIndexOf('.', equals) < 0) {
                wrong.add("--set needs POLICY.PARAM=VALUE, as in readiness-probe.inject=always, but got '" + option
                        + "'.");
                continue;
            }
            String target = option.substring(0, equals);
            Optional<Object> value = value(option.substring(equals + 1));
            value.ifPresentOrElse(
                    found -> settings.add(new Setting(target, found)),
                    () -> wrong.add("--set " + target + ": the value is not YAML."));
        }
        if (!wrong.isEmpty()) {
            throw new UsageException(wrong);
        }
        return new ParamSettings(settings);
    }

    /** A value as YAML has it; nothing at all is an empty text. */
    private static Optional<Object> value(String yaml) {
        if (yaml.isBlank()) {
            return Optional.of("");
        }
        // a document that is a bare scalar may be anything; a field's value is what people mean
        ReadFile read = new DocumentReader(ReadLimits.DEFAULT).read("--set", "value: " + yaml);
        return read.problems().isEmpty()
                        && read.documents().size() == 1
                        && read.documents().getFirst().root() instanceof JsonObject root
                        && root.size() == 1
                ? Optional.ofNullable(root.get("value"))
                : Optional.empty();
    }

    /**
     * The policies and bindings with these params.
     *
     * @throws UsageException for policies and params that there are not, with the nearest ones, and for values that the
     *     params may not have
     */
    PolicyFiles applied(PolicyFiles files) {
        if (settings.isEmpty()) {
            return files;
        }
        var wrong = new ArrayList<String>();
        var params = new ArrayList<Param>();
        for (Setting setting : settings) {
            param(setting, files, wrong).ifPresent(params::add);
        }
        if (!wrong.isEmpty()) {
            throw new UsageException(wrong);
        }
        return new PolicyFiles(
                files.policies().stream().map(policy -> set(policy, params)).toList(),
                files.bindings().stream()
                        .flatMap(binding -> set(binding, params).stream())
                        .toList(),
                files.exceptions(),
                files.tests(),
                files.problems(),
                files.sources(),
                files.broken(),
                files.mentions());
    }

    private static Optional<Param> param(Setting setting, PolicyFiles files, List<String> wrong) {
        String target = setting.target();
        Optional<Policy> policy = files.policies().stream()
                .filter(one -> target.startsWith(one.name() + "."))
                .max((one, other) ->
                        Integer.compare(one.name().length(), other.name().length()));
        boolean isBroken = files.broken().stream()
                .anyMatch(one -> target.startsWith(one.policy().name() + "."));
        if (policy.isEmpty()) {
            if (!isBroken) {
                String name = target.substring(0, target.lastIndexOf('.'));
                wrong.add(PolicySources.unknown(
                        name, files.policies().stream().map(Policy::name).toList()));
            }
            return Optional.empty();
        }
        String name = target.substring(policy.get().name().length() + 1);
        List<ParamCheck.Complaint> complaints = ParamCheck.of(List.of(policy.get()), name, setting.value());
        complaints.forEach(complaint -> wrong.add("--set " + target + ": " + sentence(complaint)));
        return complaints.isEmpty()
                ? Optional.of(new Param(policy.get().name(), name, setting.value()))
                : Optional.empty();
    }

    private static String sentence(ParamCheck.Complaint complaint) {
        // the shell takes one pair of quotes away
        String text = complaint.message() + (complaint.wantsQuotes() ? "; put quotes around it, '\"…\"'" : "");
        return text.endsWith("?") ? text : text + ".";
    }

    private static Policy set(Policy policy, List<Param> params) {
        JsonObject changed = policy.params();
        for (Param param : params) {
            if (param.policy().equals(policy.name())) {
                changed = changed.with(param.name(), param.value());
            }
        }
        return changed.equals(policy.params()) ? policy : policy.withParams(changed);
    }

    /** A binding, cut in parts by policies where the command line outweighs what it says for one of them. */
    private static List<PolicyBinding> set(PolicyBinding binding, List<Param> params) {
        var rest = new ArrayList<String>();
        var parts = new ArrayList<PolicyBinding>();
        for (String policy : binding.policies()) {
            JsonObject left = binding.params();
            for (Param param : params) {
                left = param.policy().equals(policy) ? left.without(param.name()) : left;
            }
            if (left.equals(binding.params())) {
                rest.add(policy);
            } else {
                parts.add(of(binding, List.of(policy), left));
            }
        }
        if (!rest.isEmpty()) {
            parts.addFirst(of(binding, rest, binding.params()));
        }
        return parts;
    }

    private static PolicyBinding of(PolicyBinding binding, List<String> policies, JsonObject params) {
        return new PolicyBinding(
                binding.name(), policies, binding.namespaceSelector(), binding.action(), params, binding.position());
    }
}
