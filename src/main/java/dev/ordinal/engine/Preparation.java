package dev.ordinal.engine;

import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes objects from files what they would be in a cluster before they are judged: fields of the wrong type are told
 * and taken out, nulls dropped, and the API server's defaults filled in. Done once per object, whatever the number of
 * policies.
 *
 * @param manifests the objects, in the order given
 * @param problems the fields of the wrong type
 */
public record Preparation(List<Manifest> manifests, List<Problem> problems) {

    private static final ApiShapes SHAPES = new ApiShapes();

    public Preparation {
        manifests = List.copyOf(manifests);
        problems = List.copyOf(problems);
    }

    /** Prepares objects. */
    public static Preparation of(List<Manifest> manifests) {
        var prepared = new ArrayList<Manifest>(manifests.size());
        var problems = new ArrayList<Problem>();
        for (Manifest manifest : manifests) {
            ApiShapes.Result result = SHAPES.check(manifest);
            problems.addAll(result.problems());
            prepared.add(ApiDefaults.apply(manifest.withRoot(result.cleaned(), result.unusable())));
        }
        return new Preparation(prepared, problems);
    }
}
