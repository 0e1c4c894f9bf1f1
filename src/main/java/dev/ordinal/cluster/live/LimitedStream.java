package dev.ordinal.cluster.live;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Future;

/** A stream that somebody closes after a time; no longer once it has been closed. */
final class LimitedStream extends FilterInputStream {

    private final Future<?> alarm;

    LimitedStream(InputStream in, Future<?> alarm) {
        super(in);
        this.alarm = alarm;
    }

    @Override
    public void close() throws IOException {
        alarm.cancel(false);
        super.close();
    }
}
