package dev.ordinal.engine;

import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.policy.Action;
import java.util.Optional;

/** What lowers the action that a rule means to take; nothing raises it. */
final class ActionRules {

    private ActionRules() {}

    /**
     * The most that a finding may mean, whatever is enforced.
     *
     * @param subject the object it is about; its namespace is looked up
     * @param ofBinding what a binding sets
     * @param old whether the object broke the same rule before the change
     */
    static Action ceiling(Subject subject, Optional<Action> ofBinding, boolean old) {
        if (subject.isNamespaceEnding()) {
            return Action.AUDIT;
        }
        Manifest manifest = subject.manifest();
        Action ceiling = ofBinding.orElse(Action.DENY);
        boolean spared = old || isBeingDeleted(manifest) || (isOwnedByController(manifest) && ofBinding.isEmpty());
        return spared ? ceiling.atMost(Action.WARN) : ceiling;
    }

    /** Whether a Namespace is on its way out, and with it all that it holds. */
    static boolean isEnding(Manifest namespace) {
        return isBeingDeleted(namespace)
                || namespace
                        .root()
                        .object("status")
                        .text("phase")
                        .filter("Terminating"::equals)
                        .isPresent();
    }

    /** Whether an object is on its way out. */
    static boolean isBeingDeleted(Manifest subject) {
        return subject.metadata().text("deletionTimestamp").isPresent();
    }

    static boolean isOwnedByController(Manifest subject) {
        for (JsonObject owner : subject.metadata().array("ownerReferences").objects()) {
            if (Boolean.TRUE.equals(owner.get("controller"))) {
                return true;
            }
        }
        return false;
    }
}
