package dev.ordinal.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Reads manifests as kubectl does: YAML and JSON files, folders of them, streams and texts.
 *
 * <p>Nothing that the input holds makes it fail: what cannot be read is a {@link Problem}, and leaves the other
 * documents and files whole. Of objects with the same group, kind, namespace and name the last one counts; the earlier
 * ones that differ from it are kept apart.
 */
public final class ManifestReader {

    /** Is told how far the reading has come; from several threads, one at a time. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called after each file.
         *
         * @param read files read so far
         * @param files files in all
         * @param bytes bytes read so far
         */
        void update(int read, int files, long bytes);
    }

    private final ReadLimits limits;
    private final String defaultNamespace;
    private final Progress progress;
    private final List<Glob> excluded;

    /**
     * Makes a reader.
     *
     * @param defaultNamespace where objects live that name no namespace, unless they are of the cluster
     */
    public ManifestReader(ReadLimits limits, String defaultNamespace) {
        this(limits, defaultNamespace, (read, files, bytes) -> {});
    }

    public ManifestReader(ReadLimits limits, String defaultNamespace, Progress progress) {
        this(limits, defaultNamespace, progress, List.of());
    }

    private ManifestReader(ReadLimits limits, String defaultNamespace, Progress progress, List<Glob> excluded) {
        this.limits = limits;
        this.defaultNamespace = defaultNamespace;
        this.progress = progress;
        this.excluded = List.copyOf(excluded);
    }

    /** A reader that leaves out files below the folders it is given, by their paths from there. */
    public ManifestReader excluding(List<Glob> globs) {
        return new ManifestReader(limits, defaultNamespace, progress, globs);
    }

    /** Reads everything that the inputs name, in their order. */
    public ManifestSet read(List<Input> inputs) {
        return read(inputs, LearnedTypes::of);
    }

    /** The same where the kinds are known already, whatever definitions the inputs hold. */
    public ManifestSet read(List<Input> inputs, ResourceTypes types) {
        return read(inputs, _ -> types);
    }

    private ManifestSet read(List<Input> inputs, Function<List<ReadFile>, ResourceTypes> typesOf) {
        var problems = new ArrayList<Problem>();
        var finder = new FileFinder(
                excluded,
                (path, failure) -> problems.addAll(
                        DocumentReader.unreadable(path.toString(), failure).problems()));
        List<Input> found = finder.find(inputs);
        finder.charts().forEach(chart -> problems.add(NotRendered.chart(chart)));
        List<ReadFile> files = new FilesReader(limits, progress).read(found);
        for (int i = 0; i < files.size(); i++) {
            if (finder.isBelowFolder(found.get(i))) {
                files.set(i, Bystanders.withoutThem(files.get(i)));
            }
        }
        ResourceTypes types = typesOf.apply(files);
        var kustomizations = new Kustomizations(files);
        var recogniser = new Recogniser(types, defaultNamespace);
        var objects = new ObjectsByIdentity();
        var texts = new LinkedHashMap<String, SourceFile>();
        int readable = 0;
        int documents = 0;
        for (ReadFile file : files) {
            readable += file.isUnreadable() ? 0 : 1;
            documents += file.documents().size() + file.broken();
            texts.put(file.file().name(), file.file());
            boolean patch = kustomizations.isPatch(file.file().name());
            var ofFile = new ArrayList<>(patch ? List.<Problem>of() : file.problems());
            for (Document document : file.documents()) {
                if (patch) {
                    recogniser.skip(NonObject.PATCH);
                } else {
                    recogniser.recognise(document);
                }
            }
            for (Manifest manifest : recogniser.takeManifests()) {
                objects.add(manifest).ifPresent(ofFile::add);
            }
            ofFile.addAll(recogniser.takeProblems());
            ofFile.sort(Comparator.comparing(Problem::position));
            problems.addAll(ofFile);
        }
        if (objects.last().isEmpty()) {
            kustomizations
                    .first()
                    .map(Path::of)
                    .filter(path -> found.contains(Input.path(path)))
                    .ifPresent(path -> problems.add(NotRendered.kustomization(path)));
        }
        return new ManifestSet(
                objects.last(), objects.earlier(), problems, recogniser.skipped(), types, readable, documents, texts);
    }
}
