package dev.ordinal.cli;

import dev.ordinal.manifest.DocumentReader;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.ReadFile;
import dev.ordinal.manifest.ReadLimits;
import dev.ordinal.policy.Nearest;
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

    private static final String TEXT = "text";
    private static final String NOTHING = "nothing";

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
     * @throws UsageException for policies and params that there are not, with the nearest ones, and for values of
     *     another type than the policy's own
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
        JsonObject params = policy.get().params();
        if (!params.containsKey(name)) {
            wrong.add(unknown(policy.get(), name));
            return Optional.empty();
        }
        String expected = type(params.getOrDefault(name, JsonObject.NULL));
        String found = type(setting.value());
        if (!expected.equals(NOTHING) && !expected.equals(found)) {
            boolean isQuotable = expected.equals(TEXT) && setting.value() instanceof Number;
            wrong.add("--set %s: expected %s, as the policy's own value is, found %s%s."
                    .formatted(target, expected, found, isQuotable ? "; put quotes around it, '\"…\"'" : ""));
            return Optional.empty();
        }
        return Optional.of(new Param(policy.get().name(), name, setting.value()));
    }

    private static String type(Object value) {
        return switch (value) {
            case String _ -> TEXT;
            case Boolean _ -> "true or false";
            case Number _ -> "a number";
            case JsonArray _ -> "a list";
            case JsonObject _ -> "a map";
            default -> NOTHING;
        };
    }

    private static String unknown(Policy policy, String name) {
        List<String> known = List.copyOf(policy.params().keySet());
        String start = "The policy " + policy.name() + " has no param '" + name + "'";
        if (known.isEmpty()) {
            return start + ", nor any other.";
        }
        return start
                + Nearest.to(name, known)
                        .map(near -> ": did you mean " + near + "?")
                        .orElse("; it has " + String.join(", ", known) + ".");
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
