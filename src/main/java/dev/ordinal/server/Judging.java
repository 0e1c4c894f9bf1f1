package dev.ordinal.server;

import dev.ordinal.admission.Judge;
import dev.ordinal.admission.Ruling;
import dev.ordinal.cel.Budget;
import dev.ordinal.cluster.ClusterView;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.cluster.OverlayView;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.EngineOptions;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.time.LocalDate;

/**
 * Judges by one set of policies, as of one day and with one ceiling. Immutable: what changes while the server runs is
 * another one of these.
 */
final class Judging implements Judge {

    private final PolicySet policies;
    private final ClusterView view;
    private final PolicyEngine engine;

    Judging(PolicySet policies, ClusterView view, Action enforcement, LocalDate today) {
        this.policies = policies;
        this.view = view;
        this.engine = new PolicyEngine(
                policies.policies(),
                policies.bindings(),
                policies.exceptions(),
                BuiltinTypes.INSTANCE,
                new EngineOptions(enforcement, Budget.Limits.DEFAULT, today));
    }

    PolicySet policies() {
        return policies;
    }

    @Override
    public Ruling judge(Change change, Deadline deadline) {
        Manifest subject = change.subject();
        ClusterView after = change.object().isPresent()
                ? OverlayView.with(view, subject)
                : OverlayView.without(view, subject.ref());
        return Ruling.of(engine.evaluate(change, after));
    }
}
