package dev.ordinal.engine;

import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.Problem;
import java.util.List;

/**
 * Tells fields whose values have a type that the Kubernetes API does not take there, such as {@code replicas: "three"},
 * so that rules meet well-typed objects only.
 *
 * <p>The types are those of the Kubernetes API reference for the kinds that conventions read; of any other kind the
 * metadata alone is looked at. A number where the API takes whole numbers may be written {@code 3.0}; a quantity may be
 * a number; a null is as good as absent. Fields that the API does not know are left alone, but one that is spelt almost
 * like one it knows is told, because the API server drops it without a word.
 *
 * <p>Safe for use by several threads.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/">Kubernetes API reference</a>
 */
public final class ApiShapes {

    /**
     * What a check found.
     *
     * @param problems one for each value of a wrong type and each misspelt field, in the order of the object
     * @param cleaned the object as the API server would read it: without nulls, {@link JsonObject#UNUSABLE} in the
     *     place of each value of a wrong type, whole numbers and quantities in one spelling each; the very tree that
     *     was given where nothing changes
     * @param unusable the paths of the values of a wrong type, in the same order; what reads one of them, or a field
     *     around or below one, cannot be judged
     */
    public record Result(List<Problem> problems, JsonObject cleaned, List<FieldPath> unusable) {
        public Result {
            problems = List.copyOf(problems);
            unusable = List.copyOf(unusable);
        }
    }

    /** Checks an object. */
    public Result check(Manifest manifest) {
        return new ShapeCheck(ShapeTable.shared(), manifest).run();
    }
}
