package dev.ordinal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.admission.BadReview;
import dev.ordinal.cluster.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final PolicySet POLICIES = PolicySet.load(Optional.empty(), true);

    @Test
    void itJudgesUntilItsTimeIsUp() {
        var warmUp = new WarmUp(false);
        assertThat(warmUp.isDone()).isFalse();

        long start = System.nanoTime();
        warmUp.run(POLICIES, Duration.ofMillis(300));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
        assertThat(warmUp.isDone()).isTrue();
    }

    @Test
    void whatIsCompiledAlreadyStartsAtOnce() {
        var warmUp = new WarmUp(true);

        warmUp.run(POLICIES, Duration.ofHours(1));

        assertThat(warmUp.isDone()).isTrue();
    }

    @Test
    void theReviewsAreOnesThatPoliciesJudgeAndMutate() throws BadReview {
        assertThat(WarmUp.judge(POLICIES, Deadline.in(Duration.ofSeconds(1)))).isPositive();
    }
}
