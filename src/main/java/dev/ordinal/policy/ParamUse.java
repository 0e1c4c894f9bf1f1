package dev.ordinal.policy;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A place in a policy file that gives params of policies other values: in a binding, or in a case of a test.
 *
 * @param policies their names
 * @param params the map of params
 */
record ParamUse(List<String> policies, Node params) {

    ParamUse {
        policies = policies.stream().distinct().toList();
    }

    /**
     * What is wrong with it. {@code impact} was looked at when the document was read.
     *
     * @param known the sound policies by name; whether another one has a param cannot be told
     */
    List<Problem> problems(Map<String, Policy> known) {
        if (!(params.value() instanceof JsonObject map)) {
            return List.of();
        }
        List<Policy> found =
                policies.stream().filter(known::containsKey).map(known::get).toList();
        boolean knowsAll = found.size() == policies.size();
        var problems = new ArrayList<Problem>();
        map.forEach((name, value) -> {
            if (name.equals(ImpactParam.NAME)) {
                return;
            }
            var node = new Node(params.document(), params.path().child(name), value);
            for (ParamCheck.Complaint complaint : ParamCheck.of(found, name, value)) {
                if (knowsAll || complaint.kind() != Problem.Kind.UNKNOWN_FIELD) {
                    problems.add(problem(node, complaint));
                }
            }
        });
        return problems;
    }

    private static Problem problem(Node node, ParamCheck.Complaint complaint) {
        return new Problem(
                complaint.kind(),
                complaint.kind() == Problem.Kind.UNKNOWN_FIELD ? node.namePosition() : node.position(),
                node.path() + ": " + complaint.message() + (complaint.wantsQuotes() ? "; put quotes around it" : ""));
    }
}
