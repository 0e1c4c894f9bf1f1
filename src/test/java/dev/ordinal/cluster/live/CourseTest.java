package dev.ordinal.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseTest {

    private static final Timing TIMING = new Timing(
            Duration.ofMinutes(4),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMillis(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(30));

    private long now;

    /** Takes a word's step, and says what came of it. */
    private String step(Course course, String word) {
        Course.News news = switch (word) {
            case "list" -> course.after(new Turn.Listed("1"), now);
            case "begin" -> course.begun();
            case "prove" -> {
                course.proven();
                yield Course.News.NONE;
            }
            case "end" -> course.after(new Turn.GoOn("2"), now);
            case "gone" -> course.after(new Turn.ReadAgain("gone"), now);
            case "away" -> course.after(new Turn.TryAgain("away", false), now);
            case "error" -> course.after(new Turn.TryAgain("error", true), now);
            case "forbid" -> course.after(new Turn.GiveUp(KindState.Status.FORBIDDEN, "forbidden"), now);
            case "wait" -> {
                now += Duration.ofSeconds(31).toNanos();
                yield Course.News.NONE;
            }
            case "fail" -> course.ended("failed");
            default -> throw new IllegalArgumentException(word);
        };
        return news == Course.News.NONE ? "-" : news.toString();
    }

    private static List<String> words(String text) {
        return List.of(text.split(" +"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # steps                                    | what is told of each                        | then     | next
            list                                       | KNOWN                                       | SYNCED   | watch
            list begin end                             | KNOWN - -                                   | SYNCED   | watch
            list begin gone                            | KNOWN - READING_AGAIN                       | SYNCED   | list
            away list begin                            | LOST KNOWN -                                | SYNCED   | watch
            list away begin                            | KNOWN LOST FOLLOWED_AGAIN                   | SYNCED   | watch
            list away away begin end begin             | KNOWN LOST LOST FOLLOWED_AGAIN - -          | SYNCED   | watch
            list gone away list begin                  | KNOWN READING_AGAIN LOST - FOLLOWED_AGAIN   | SYNCED   | watch
            list error error error                     | KNOWN LOST LOST READING_AGAIN               | SYNCED   | list
            list error error error list error          | KNOWN LOST LOST READING_AGAIN - LOST        | SYNCED   | watch
            list error error begin end error           | KNOWN LOST LOST FOLLOWED_AGAIN - LOST       | SYNCED   | watch
            list away away away away                   | KNOWN LOST LOST LOST LOST                   | SYNCED   | watch
            list away away error                       | KNOWN LOST LOST READING_AGAIN               | SYNCED   | list
            forbid                                     | UNAVAILABLE                                 | FORBIDDEN| list
            forbid forbid away list begin              | UNAVAILABLE - LOST - KNOWN                  | SYNCED   | watch
            forbid list                                | UNAVAILABLE -                               | FORBIDDEN| watch
            list forbid                                | KNOWN LOST                                  | SYNCED   | list
            list forbid list begin                     | KNOWN LOST - FOLLOWED_AGAIN                 | SYNCED   | watch
            list forbid wait forbid                    | KNOWN LOST - UNAVAILABLE                    | FORBIDDEN| list
            list forbid list wait forbid list forbid   | KNOWN LOST - - UNAVAILABLE - -              | FORBIDDEN| list
            list forbid list begin prove wait forbid   | KNOWN LOST - FOLLOWED_AGAIN - - LOST        | SYNCED   | list
            list begin fail                            | KNOWN - UNAVAILABLE                         | FAILED   | watch
            """)
    void oneStepFollowsFromTheOther(String steps, String told, KindState.Status status, String next) {
        var course = new Course(TIMING, false);
        List<String> news =
                words(steps).stream().map(word -> step(course, word)).toList();

        assertThat(news).isEqualTo(words(told));
        assertThat(course.status()).isEqualTo(status);
        assertThat(course.version().isEmpty() ? "list" : "watch").isEqualTo(next);
    }

    @Test
    void aKindThatAnotherKnowsIsPatientFromTheStart() {
        var course = new Course(TIMING, true);

        assertThat(step(course, "forbid")).isEqualTo("LOST");
        assertThat(course.status()).isEqualTo(KindState.Status.SYNCING);
        step(course, "wait");
        assertThat(step(course, "forbid")).isEqualTo("UNAVAILABLE");
        assertThat(course.status()).isEqualTo(KindState.Status.FORBIDDEN);
    }

    @Test
    void aServerThatIsAwayForLongMayHaveComeBackAsAnother() {
        var course = new Course(TIMING, false);
        step(course, "list");
        for (int i = 1; i < 10; i++) {
            assertThat(step(course, "away")).isEqualTo("LOST");
        }
        assertThat(step(course, "away")).isEqualTo("READING_AGAIN");
        assertThat(course.version()).isEmpty();
    }

    /** What can be listed and not watched would be listed without a pause otherwise. */
    @ParameterizedTest
    @CsvSource({"forbid", "gone"})
    void aListEndsNoRowOfFailures(String word) {
        var course = new Course(TIMING, false);
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
            step(course, "list");
            assertThat(course.pause()).isZero();
            step(course, word);
            pauses.add(course.pause().toMillis());
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 100L, 100L);

        step(course, "list");
        step(course, "begin");
        step(course, "prove");
        step(course, word);
        assertThat(course.pause()).hasMillis(1);
    }

    @Test
    void saysWhatWentWrongUntilItGoesWell() {
        var course = new Course(TIMING, false);
        for (String word : List.of("away", "forbid", "list")) {
            step(course, word);
        }
        assertThat(course.why()).isEqualTo("forbidden");
        step(course, "begin");
        assertThat(course.why()).isEmpty();
        step(course, "gone");
        assertThat(course.why()).isEqualTo("gone");
        step(course, "list");
        assertThat(course.why()).isEmpty();
        step(course, "away");
        assertThat(course.why()).isEqualTo("away");
        step(course, "begin");
        assertThat(course.why()).isEmpty();
    }
}
