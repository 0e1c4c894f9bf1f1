package dev.ordinal.admission;

import dev.ordinal.cluster.Deadline;
import dev.ordinal.engine.Decision;
import dev.ordinal.engine.MutationJudge;
import java.util.Optional;

/** Answers admission reviews: decodes, rules, encodes. Safe for use by several threads. */
public final class Door {

    /** Decides what to answer. */
    @FunctionalInterface
    public interface Ruler {
        /** The answer to a request, given before the deadline. */
        Passage rule(AdmissionRequest request, Deadline deadline);
    }

    /**
     * A request that was answered.
     *
     * @param answer what was answered
     * @param decision what the policies said; empty if they were not asked
     * @param mutation what the policies added; empty if they were not asked for that
     * @param bypassed whether whoever asks is let through whatever the policies say
     * @param fault a mistake of Ordinal's that the answer passes over
     */
    public record Passage(
            Answer answer,
            Optional<Decision> decision,
            Optional<MutationJudge.Outcome> mutation,
            boolean bypassed,
            Optional<Throwable> fault) {

        /** One of a request that nothing could be added to. */
        public Passage(Answer answer, Optional<Decision> decision, boolean bypassed) {
            this(answer, decision, Optional.empty(), bypassed, Optional.empty());
        }
    }

    /** Is told of every request that was answered. */
    @FunctionalInterface
    public interface Observer {
        /**
         * Called before the answer is sent.
         *
         * @param nanos time since the request has arrived
         */
        void passed(AdmissionRequest request, Passage passage, long nanos);
    }

    private final ReviewReader reader;
    private final ReviewWriter writer = new ReviewWriter();
    private final Ruler ruler;
    private final Observer observer;

    /** Makes a door. */
    public Door(ReviewReader reader, Ruler ruler, Observer observer) {
        this.reader = reader;
        this.ruler = ruler;
        this.observer = observer;
    }

    /**
     * Answers a review.
     *
     * @param review as the API server sent it
     * @param arrived when the review had arrived, as {@link System#nanoTime} tells it
     * @return the review that answers it
     * @throws BadReview if it is no review of a request
     */
    public byte[] answer(byte[] review, Deadline deadline, long arrived) throws BadReview {
        AdmissionRequest request = reader.read(review);
        Passage passage = ruler.rule(request, deadline);
        observer.passed(request, passage, System.nanoTime() - arrived);
        return writer.write(request.uid(), passage.answer());
    }
}
