package dev.ordinal.admission;

import static dev.ordinal.admission.Said.WEB;
import static dev.ordinal.admission.Said.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.engine.Decision;
import dev.ordinal.engine.Finding;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.ResourceRef;
import dev.ordinal.policy.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final Finding DENIAL =
            finding("service-exists", Action.DENY, "Service db does not exist", "Create it.");

    private static List<Finding> many(int count, Action action, int length) {
        var many = new ArrayList<Finding>();
        for (int i = 0; i < count; i++) {
            many.add(finding("rule-" + i, action, "wörter ".repeat(length / 7), "Do this."));
        }
        return many;
    }

    @Test
    void nothingToSayIsAYes() {
        assertThat(Answers.of(Said.nothing(), WEB, false)).isEqualTo(Answer.YES);
    }

    @Test
    void aDenialSaysWhereWhatAndWhatToDo() {
        Answer answer = Answers.of(Said.findings(List.of(DENIAL), List.of(), List.of()), WEB, false);

        assertThat(answer.allowed()).isFalse();
        assertThat(answer.message()).isEqualTo("""
                headless-service/service-exists at spec.serviceName: Service db does not exist
                  remedy: Create it.""");
        assertThat(answer.warnings()).isEmpty();
        assertThat(answer.annotations())
                .containsOnlyKeys("findings")
                .containsEntry(
                        "findings",
                        "Deny headless-service/service-exists at spec.serviceName: Service db does not exist");
    }

    @Test
    void everyDenialHasLinesOfItsOwn() {
        Finding other = finding("is-headless", Action.DENY, "it is\nnot headless", "");

        Answer answer = Answers.of(Said.findings(List.of(DENIAL, other), List.of(), List.of()), WEB, false);

        assertThat(answer.message().lines())
                .containsExactly(
                        "headless-service/service-exists at spec.serviceName: Service db does not exist",
                        "  remedy: Create it.",
                        "headless-service/is-headless at spec.serviceName: it is not headless");
    }

    @Test
    void aFindingAboutAnotherObjectNamesIt() {
        var service = new ResourceRef("v1", "Service", "shop", "db");

        Answer answer = Answers.of(Said.findings(List.of(), List.of(DENIAL), List.of()), service, false);

        assertThat(answer.warnings())
                .containsExactly(
                        "headless-service/service-exists at spec.serviceName: StatefulSet shop/web: Service db does"
                                + " not exist. Create it.");
    }

    @Test
    void whatAChangeBreaksElsewhereNamesItsObjectOnce() {
        var service = new ResourceRef("v1", "Service", "shop", "db");
        var broken = new Finding(
                "headless-service",
                "service-exists",
                Action.WARN,
                "StatefulSet web: Service db does not exist, because Service db was deleted",
                "",
                WEB,
                FieldPath.ROOT,
                Optional.empty(),
                List.of(),
                Finding.Basis.ABSENCE,
                true,
                false);

        Answer answer = Answers.of(Said.findings(List.of(), List.of(broken), List.of()), service, false);

        assertThat(answer.warnings())
                .containsExactly("headless-service/service-exists: StatefulSet web: Service db does not exist, because"
                        + " Service db was deleted");
    }

    @Test
    void aLongMessageSaysHowMuchIsMissing() {
        Answer answer = Answers.of(Said.findings(many(40, Action.DENY, 400), List.of(), List.of()), WEB, false);

        assertThat(answer.message().codePointCount(0, answer.message().length()))
                .isBetween(7_500, 8_192);
        assertThat(answer.message()).startsWith("headless-service/rule-0 ").matches("(?s).*\\n\\(and \\d+ more\\)");
        long denials = answer.message()
                .lines()
                .filter(line -> line.startsWith("headless"))
                .count();
        assertThat(answer.message()).endsWith("(and " + (40 - denials) + " more)");
    }

    @Test
    void oneDenialThatIsTooLongIsCut() {
        Answer answer = Answers.of(Said.findings(many(1, Action.DENY, 20_000), List.of(), List.of()), WEB, false);

        assertThat(answer.message()).endsWith("…");
        assertThat(answer.message().length()).isLessThanOrEqualTo(8_192);
    }

    @Test
    void warningsStayWithinTheApiServersBounds() {
        Answer answer = Answers.of(Said.findings(List.of(), many(30, Action.WARN, 600), List.of()), WEB, false);

        assertThat(answer.allowed()).isTrue();
        assertThat(answer.warnings()).allSatisfy(warning -> {
            assertThat(warning.codePointCount(0, warning.length())).isLessThanOrEqualTo(512);
            assertThat(warning).doesNotContain("\n");
        });
        assertThat(answer.warnings().getFirst())
                .startsWith("headless-service/rule-0 ")
                .endsWith("wörter…");
        assertThat(String.join("", answer.warnings()).length()).isLessThanOrEqualTo(2_500);
        assertThat(answer.warnings().getLast())
                .isEqualTo("and " + (30 - (answer.warnings().size() - 1)) + " more");
    }

    @Test
    void aLongWarningStillSaysWhatToDo() {
        Answer answer = Answers.of(Said.findings(List.of(), many(1, Action.WARN, 400), List.of()), WEB, false);

        assertThat(answer.warnings()).singleElement().asString().endsWith("wörter. Do this.");
    }

    @Test
    void theSameWordsAreSaidOnce() {
        Finding other = finding("other", Action.DENY, "is wrong too", "");
        List<Finding> denials = List.of(DENIAL, DENIAL, other, DENIAL);

        assertThat(Answers.of(Said.findings(denials, List.of(), List.of()), WEB, false)
                        .message()
                        .lines())
                .hasSize(3);
        assertThat(Answers.of(Said.findings(denials, List.of(), List.of()), WEB, true)
                        .warnings())
                .hasSize(2);
    }

    @Test
    void whatIsOnlyRecordedIsNoWarning() {
        Answer answer = Answers.of(Said.findings(List.of(), List.of(), many(1, Action.AUDIT, 14)), WEB, false);

        assertThat(answer.warnings()).isEmpty();
        assertThat(answer.annotations().get("findings")).startsWith("Audit headless-service/rule-0");
    }

    @Test
    void theAuditLogTellsWhatWouldBeDenied() {
        Finding withheld = new Finding(
                "quorum",
                "keeps",
                Action.WARN,
                "m",
                "",
                WEB,
                FieldPath.ROOT,
                Optional.empty(),
                List.of(),
                Finding.Basis.OBJECT,
                false,
                true);

        Answer answer = Answers.of(Said.findings(List.of(), List.of(withheld), List.of()), WEB, false);

        assertThat(answer.warnings()).containsExactly("quorum/keeps: m");
        assertThat(answer.annotations()).containsEntry("findings", "Warn (else Deny) quorum/keeps: m");
    }

    @Test
    void whereNothingIsDeniedADenialIsTheFirstWarning() {
        Finding mild = finding("mild", Action.WARN, "is mild", "");

        Answer answer = Answers.of(Said.findings(List.of(DENIAL), List.of(mild), List.of()), WEB, true);

        assertThat(answer.allowed()).isTrue();
        assertThat(answer.message()).isEmpty();
        assertThat(answer.warnings()).hasSize(2);
        assertThat(answer.warnings().getFirst()).contains("service-exists");
    }

    @Test
    void aRuleThatFailedDoesWhatItsFailurePolicySays() {
        Answer denied = Answers.of(Said.errors(Said.error("keeps", Action.DENY)), WEB, false);
        Answer warned = Answers.of(Said.errors(Said.error("", Action.WARN)), WEB, false);
        Answer spared = Answers.of(Said.errors(Said.error("keeps", Action.DENY)), WEB, true);
        Answer recorded = Answers.of(Said.errors(Said.error("keeps", Action.AUDIT)), WEB, false);

        assertThat(denied.allowed()).isFalse();
        assertThat(denied.message()).isEqualTo("quorum/keeps could not be judged: no such key: spec");
        assertThat(warned.allowed()).isTrue();
        assertThat(warned.warnings()).containsExactly("quorum could not be judged: no such key: spec");
        assertThat(spared.allowed()).isTrue();
        assertThat(spared.warnings()).hasSize(1);
        assertThat(recorded.warnings()).isEmpty();
        assertThat(recorded.annotations()).containsOnlyKeys("errors");
    }

    @Test
    void theAuditLogHasWhatWasExemptNotKnownAndSaidOfTheJudgement() {
        var decision = new Decision(
                List.of(),
                List.of(),
                List.of(),
                List.of(Said.notKnown("service-exists", "Services are not watched"), Said.notKnown("", "no labels")),
                List.of(Said.exempted("is-headless", "moves next week")),
                List.of(),
                List.of("3 StatefulSets were not looked at"),
                0,
                0,
                3,
                List.of());

        Answer answer = Answers.of(decision, WEB, false);

        assertThat(answer.warnings()).containsExactly("3 StatefulSets were not looked at");
        assertThat(answer.annotations())
                .containsEntry("exempted", "headless-service/is-headless by annotation: moves next week")
                .containsEntry(
                        "not-known",
                        "headless-service/service-exists: Services are not watched; headless-service: no labels");
    }

    @Test
    void whatIsOnlyRecordedOfTheJudgementIsNoWarning() {
        var decision = new Decision(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                3,
                List.of("3 StatefulSets were not looked at"));

        Answer answer = Answers.of(decision, WEB, false);

        assertThat(answer.warnings()).isEmpty();
        assertThat(answer.annotations()).containsEntry("notices", "3 StatefulSets were not looked at");
    }

    @Test
    void annotationsAreBounded() {
        Answer answer = Answers.of(Said.findings(List.of(), many(30, Action.WARN, 400), List.of()), WEB, false);

        assertThat(answer.annotations().get("findings")).hasSizeLessThan(2_100).matches(".*; and \\d+ more");
    }
}
