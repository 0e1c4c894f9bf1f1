package dev.ordinal.server;

import dev.ordinal.admission.Judge;
import dev.ordinal.admission.Mutating;
import dev.ordinal.cel.Budget;
import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.AdmissionJudge;
import dev.ordinal.engine.Change;
import dev.ordinal.engine.Decision;
import dev.ordinal.engine.EngineOptions;
import dev.ordinal.engine.JudgeOptions;
import dev.ordinal.engine.MutationJudge;
import dev.ordinal.engine.PolicyEngine;
import dev.ordinal.manifest.BuiltinTypes;
import dev.ordinal.policy.Action;
import java.time.LocalDate;

/**
 * Judges by one set of policies as of one day. Immutable: what changes while the server runs is another one of these.
 *
 * @param policies the policies
 * @param today decides which exceptions have expired
 * @param judge judges by them
 * @param mutations adds by them
 * @param world the objects around those that change
 */
record Judging(PolicySet policies, LocalDate today, AdmissionJudge judge, MutationJudge mutations, World world)
        implements Judge, Mutating {

    static Judging by(PolicySet policies, LocalDate today, JudgeOptions options, World world) {
        var engine = new PolicyEngine(
                policies.policies(),
                policies.bindings(),
                policies.exceptions(),
                BuiltinTypes.INSTANCE,
                new EngineOptions(Action.DENY, Budget.Limits.DEFAULT, today, policies.names()));
        return new Judging(
                policies, today, new AdmissionJudge(engine, options), new MutationJudge(engine, options), world);
    }

    @Override
    public Decision judge(Change change, Deadline deadline) {
        return world.reads()
                .map(reads -> judge.judge(change, world.cached(), reads, deadline))
                .orElseGet(() -> judge.judge(change, world.cached(), deadline));
    }

    @Override
    public MutationJudge.Outcome mutate(Change change, Deadline deadline) {
        return mutations.judge(change, world.cached(), deadline);
    }
}
