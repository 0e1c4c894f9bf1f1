package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * Sets the action and the params of policies in the namespaces it selects.
 *
 * @param name its name
 * @param policies names of the policies it is about
 * @param namespaceSelector a label selector on namespaces; empty selects all
 * @param action a ceiling: can only lower what a finding means, except that it lets findings on controller-owned
 *     objects keep their action
 * @param params laid over the policy's params, field by field at the top level
 * @param position where the file names it
 */
public record PolicyBinding(
        String name,
        List<String> policies,
        JsonObject namespaceSelector,
        Optional<Action> action,
        JsonObject params,
        SourcePosition position) {

    public PolicyBinding {
        policies = List.copyOf(policies);
    }
}
