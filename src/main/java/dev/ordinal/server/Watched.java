package dev.ordinal.server;

import dev.ordinal.cel.Reads;
import dev.ordinal.cluster.WatchedKind;
import dev.ordinal.engine.CompiledPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The kinds that policies look up, and those that every judgement may need. */
final class Watched {

    private static final List<Reads.Kind> ALWAYS =
            List.of(new Reads.Kind("v1", "Namespace"), new Reads.Kind("apps/v1", "StatefulSet"));

    private Watched() {}

    static List<WatchedKind> by(Collection<CompiledPolicy> policies) {
        var kinds = new LinkedHashSet<>(ALWAYS);
        policies.forEach(policy -> kinds.addAll(policy.kinds()));
        var watched = new ArrayList<WatchedKind>();
        for (Reads.Kind kind : kinds) {
            watched.add(new WatchedKind(kind.apiVersion(), kind.kind(), Set.of(WatchedKind.EVERY_FIELD)));
        }
        return watched;
    }
}
