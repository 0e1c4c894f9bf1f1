package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.util.Optional;

/** What lowers the action that a rule means to take; nothing raises it. */
final class ActionRules {

    private ActionRules() {}

    /**
     * The most that a finding may mean.
     *
     * @param subject the object it is about
     * @param ofBinding what a binding sets
     * @param ofServer the engine's own ceiling
     * @param old whether the object broke the same rule before the change
     */
    static Action ceiling(Manifest subject, Optional<Action> ofBinding, Action ofServer, boolean old) {
        Action ceiling = ofServer.atMost(ofBinding.orElse(Action.DENY));
        boolean spared = old || isBeingDeleted(subject) || (isOwnedByController(subject) && ofBinding.isEmpty());
        return spared ? ceiling.atMost(Action.WARN) : ceiling;
    }

    private static boolean isBeingDeleted(Manifest subject) {
        return subject.metadata().text("deletionTimestamp").isPresent();
    }

    private static boolean isOwnedByController(Manifest subject) {
        for (JsonObject owner : subject.metadata().array("ownerReferences").objects()) {
            if (Boolean.TRUE.equals(owner.get("controller"))) {
                return true;
            }
        }
        return false;
    }
}
