package dev.ordinal.server;

import dev.ordinal.cluster.BundleView;
import dev.ordinal.engine.Preparation;
import dev.ordinal.manifest.Input;
import dev.ordinal.manifest.ManifestReader;
import dev.ordinal.manifest.ManifestSet;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.ReadLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster that is made of files, to try the server out with.
 *
 * @param view all objects there are
 * @param objects how many they are
 * @param problems what is wrong with the files
 */
record FolderView(BundleView view, int objects, List<Problem> problems) {

    FolderView {
        problems = List.copyOf(problems);
    }

    /** Reads the files below a folder, or the one file. */
    static FolderView read(Path folder) {
        ManifestSet set = new ManifestReader(ReadLimits.DEFAULT, "default").read(List.of(Input.path(folder)));
        Preparation prepared = Preparation.of(set.manifests());
        var problems = new ArrayList<>(set.problems());
        problems.addAll(prepared.problems());
        return new FolderView(
                new BundleView(prepared.manifests(), BundleView.Extent.CLUSTER),
                prepared.manifests().size(),
                problems);
    }
}
