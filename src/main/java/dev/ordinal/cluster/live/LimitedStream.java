package dev.ordinal.cluster.live;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Future;

/**
 * The body of an answer, which somebody closes after a time; no longer once it has been closed. One that was read to
 * its end is let be: to close it would break its connection, which by then serves other requests.
 */
final class LimitedStream extends FilterInputStream {

    private final Future<?> alarm;
    private boolean ended;

    LimitedStream(InputStream in, Future<?> alarm) {
        super(in);
        this.alarm = alarm;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        ended |= read < 0;
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        ended |= read < 0;
        return read;
    }

    @Override
    public void close() throws IOException {
        alarm.cancel(false);
        if (!ended) {
            super.close();
        }
    }
}
