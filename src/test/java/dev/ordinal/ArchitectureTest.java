package dev.ordinal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the import table of ARCHITECTURE.md. A rule about a package binds as soon as the package exists. */
class ArchitectureTest {

    private static final String ROOT = "dev.ordinal";

    /** Package to the packages it may import; no row, no package. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            row("manifest"),
            row("policy", "manifest"),
            row("cluster", "manifest"),
            row("patch", "manifest"),
            row("cel", "manifest", "cluster", "policy", "patch"),
            row("engine", "manifest", "policy", "cluster", "cel", "patch"),
            row("fix", "manifest", "policy", "cluster", "engine", "patch"),
            row("report", "manifest", "policy", "engine", "patch", "fix"),
            row("cli", "manifest", "policy", "cluster", "cel", "engine", "patch", "fix", "report"),
            row("admission", "manifest", "policy", "cluster", "cel", "engine", "patch"),
            row("cluster.live", "manifest", "cluster"),
            row("audit", "manifest", "policy", "cluster", "cel", "engine", "patch", "report"),
            row(
                    "server",
                    "manifest",
                    "policy",
                    "cluster",
                    "cluster.live",
                    "cel",
                    "engine",
                    "patch",
                    "report",
                    "cli",
                    "admission",
                    "audit"),
            Map.entry(ROOT, Set.of(ROOT + ".cli", ROOT + ".server")));

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(mainClasses());

    @Test
    void everyClassFileIsRead() throws IOException {
        try (Stream<Path> files = Files.walk(mainClasses())) {
            long classFiles = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class"))
                    .count();

            assertThat(CLASSES.stream().filter(type -> !type.getSimpleName().equals("package-info")))
                    .hasSize(Math.toIntExact(classFiles))
                    .isNotEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> aPackageImportsWhatItsRowAllows() {
        return packages().stream()
                .map(name -> dynamicTest(name, () -> {
                    assertThat(MAY_IMPORT)
                            .as("the table has a row for each package")
                            .containsKey(name);
                    classes()
                            .that()
                            .resideInAPackage(name)
                            .should(onlyDependOnClassesThat(
                                    outsideOrdinal().or(inOneOf(name, MAY_IMPORT.getOrDefault(name, Set.of())))))
                            .because("the import table says so")
                            .check(CLASSES);
                }));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli")
                .and()
                .doNotBelongToAnyOf(Main.class)
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void theCelLibraryStaysInItsPackage() {
        onlyThese(resideInAPackage(ROOT + ".cel").or(belongToAnyOf(JsonObject.class, JsonArray.class)), "dev.cel..");
    }

    @Test
    void theKubernetesClientStaysAtTheEdge() {
        onlyThese(resideInAnyPackage(ROOT + ".cluster.live", ROOT + ".audit", ROOT + ".server"), "io.fabric8..");
        onlyThese(resideInAPackage(ROOT + ".cluster.live"), "io.fabric8.kubernetes.client.informers..");
    }

    @Test
    void theCoreIsPlainJava() {
        onlyThese(
                resideInAnyPackage(
                        ROOT,
                        ROOT + ".cli",
                        ROOT + ".admission",
                        ROOT + ".cluster.live",
                        ROOT + ".audit",
                        ROOT + ".server"),
                "io.quarkus..",
                "io.smallrye..",
                "jakarta..",
                "org.eclipse.microprofile..");
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(packages())
                .filteredOn(name -> !isNullMarked(CLASSES.getPackage(name)))
                .as("packages that NullAway passes over")
                .isEmpty();
    }

    private static boolean isNullMarked(JavaPackage javaPackage) {
        return javaPackage
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    private static void onlyThese(DescribedPredicate<JavaClass> these, String... libraries) {
        noClasses()
                .that(DescribedPredicate.not(these))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> outsideOrdinal() {
        return DescribedPredicate.not(resideInAnyPackage(ROOT + "..")).as("are not ours");
    }

    private static DescribedPredicate<JavaClass> inOneOf(String itself, Set<String> others) {
        String[] names =
                Stream.concat(Stream.of(itself), others.stream().sorted()).toArray(String[]::new);
        return resideInAnyPackage(names).as("are in " + String.join(", ", names));
    }

    private static Set<String> packages() {
        Set<String> names = new TreeSet<>();
        CLASSES.forEach(type -> names.add(type.getPackageName()));
        return names;
    }

    private static Map.Entry<String, Set<String>> row(String name, String... imports) {
        Set<String> allowed = new TreeSet<>();
        Arrays.stream(imports).forEach(each -> allowed.add(ROOT + "." + each));
        return Map.entry(ROOT + "." + name, allowed);
    }

    private static Path mainClasses() {
        try {
            return Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
