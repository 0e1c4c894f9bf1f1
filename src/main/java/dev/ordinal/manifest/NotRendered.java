package dev.ordinal.manifest;

import java.nio.file.Path;

/** Tells of what is no manifest yet, and how it becomes one. */
final class NotRendered {

    private NotRendered() {}

    /**
     * That the templates of a chart were left out.
     *
     * @param chart its {@code Chart.yaml}
     */
    static Problem chart(Path chart) {
        return note(
                chart.toString(),
                "the chart is not rendered, so its templates are left out: `helm template " + folder(chart)
                        + " | ordinal check -`");
    }

    /** That a kustomization was not built. */
    static Problem kustomization(Path file) {
        return note(
                file.toString(),
                "the kustomization is not built, and there is nothing else: `kustomize build " + folder(file)
                        + " | ordinal check -`");
    }

    private static Problem note(String file, String message) {
        return new Problem(Problem.Kind.NOT_RENDERED, new SourcePosition(file, 1, 1), message);
    }

    private static String folder(Path file) {
        Path folder = file.getParent();
        return folder == null || folder.toString().isEmpty() ? "." : folder.toString();
    }
}
