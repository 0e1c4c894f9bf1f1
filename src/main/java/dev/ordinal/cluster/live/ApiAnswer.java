package dev.ordinal.cluster.live;

import java.io.IOException;
import java.io.InputStream;

/** What the API server says to a request. */
sealed interface ApiAnswer {

    /** What was asked for; to be closed by the reader. */
    record Body(InputStream json) implements ApiAnswer, AutoCloseable {
        @Override
        public void close() throws IOException {
            json.close();
        }
    }

    /**
     * That it was refused.
     *
     * @param code of HTTP, 400 or more
     * @param message the reason, one line
     * @param object the name of the object that the refusal is about; empty if it is about none
     */
    record Refused(int code, String message, String object) implements ApiAnswer {

        boolean isForbidden() {
            return code == 401 || code == 403;
        }

        /** Whether there is nothing at the path asked for: an object, or a kind. */
        boolean isNotFound() {
            return code == 404;
        }

        /** Whether what was asked for lies too far back. */
        boolean isGone() {
            return code == 410;
        }

        /**
         * Whether a watch was refused for the version it begins at: one that the API server cannot read (400), or has
         * not come to (504), as after a restore.
         */
        boolean isOfUnknownVersion() {
            return code == 400 || code == 504;
        }

        /** Whether the same may be answered a little later. */
        boolean isBusy() {
            return code == 429 || code == 503;
        }

        @Override
        public String toString() {
            return code + " " + message;
        }
    }
}
