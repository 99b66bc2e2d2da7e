package dev.rdplab.chaos.toxiproxy;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** The toxics, each as the original behaves in version 2.5. */
final class Stages {

    private static final long MILLI = 1_000_000L;

    private Stages() {}

    /** Delays every chunk by latency and a draw from plus or minus jitter, both in ms; the end is not delayed. */
    static final class Latency extends Stage {
        Latency(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected void take(Chunk chunk) {
            if (chunk == null) {
                pass(null);
                return;
            }
            long jitter = attribute("jitter");
            long delay = attribute("latency") + (jitter > 0 ? pipe().draws().nextLong(-jitter, jitter) : 0);
            long wait = delay * MILLI - (pipe().now() - chunk.nanos());
            var moved = new Chunk(chunk.bytes(), chunk.nanos() + wait);
            if (wait <= 0) {
                pass(moved);
                return;
            }
            hold(moved);
            after(wait, () -> pass(held()));
        }
    }

    /** Passes rate kilobytes (1 000 bytes) a second, in portions of 100 ms; 0 passes nothing. */
    static final class Bandwidth extends Stage {
        private long owed;

        Bandwidth(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected void take(Chunk chunk) {
            if (chunk == null) {
                pass(null);
                return;
            }
            long rate = attribute("rate");
            hold(chunk);
            if (rate <= 0) {
                owed = 0;
                after(Long.MAX_VALUE, () -> {});
                return;
            }
            owed += chunk.bytes().readableBytes() * MILLI / rate;
            portion(rate);
        }

        private void portion(long rate) {
            var chunk = held();
            hold(chunk);
            if (chunk.bytes().readableBytes() <= rate * 100) {
                long start = pipe().now();
                after(owed, () -> {
                    owed -= pipe().now() - start;
                    pass(held());
                });
                return;
            }
            after(100 * MILLI, () -> {
                owed -= 100 * MILLI;
                pass(new Chunk(chunk.bytes().readRetainedSlice((int) (rate * 100)), chunk.nanos()));
                portion(rate);
            });
        }
    }

    /** Cuts chunks into pieces of about average_size bytes, delay µs apart. */
    static final class Slicer extends Stage {
        Slicer(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected void take(Chunk chunk) {
            if (chunk == null) {
                pass(null);
                return;
            }
            var sizes = new ArrayList<Integer>();
            slice(chunk.bytes().readableBytes(), Math.max(1, attribute("average_size")), sizes);
            next(chunk, sizes, 0);
        }

        private void next(Chunk chunk, List<Integer> sizes, int at) {
            if (at == sizes.size() - 1) {
                pass(chunk);
                after(attribute("delay") * 1_000, () -> {});
                return;
            }
            pass(new Chunk(chunk.bytes().readRetainedSlice(sizes.get(at)), chunk.nanos()));
            hold(chunk);
            after(attribute("delay") * 1_000, () -> next(held(), sizes, at + 1));
        }

        /** Halves until the pieces are small enough, each cut moved by up to size_variation. */
        private void slice(int length, long average, List<Integer> sizes) {
            long variation = Math.min(attribute("size_variation"), average - 1);
            if (length - average <= variation || length < 2) {
                sizes.add(length);
                return;
            }
            long moved = length / 2 + (variation > 0 ? pipe().draws().nextLong(-variation, variation) : 0);
            int middle = (int) Math.max(1, Math.min(length - 1L, moved));
            slice(middle, average, sizes);
            slice(length - middle, average, sizes);
        }
    }

    /** Closes after this many bytes have passed. */
    static final class LimitData extends Stage {
        private long passed;

        LimitData(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected void take(Chunk chunk) {
            if (chunk == null) {
                pass(null);
                return;
            }
            long left = Math.max(0, attribute("bytes") - passed);
            ByteBuf bytes = chunk.bytes();
            int length = (int) Math.min(left, bytes.readableBytes());
            passed += length;
            if (length > 0) {
                pass(new Chunk(bytes.readRetainedSlice(length), chunk.nanos()));
            }
            drop(chunk);
            if (passed >= attribute("bytes")) {
                cut();
            }
        }
    }

    /** Drops all data; closes when none has come for timeout ms, or never with 0. Taking it away closes. */
    static final class Timeout extends Stage {
        Timeout(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected void started() {
            if (attribute("timeout") > 0) {
                alarm(attribute("timeout") * MILLI, this::cut);
            }
        }

        @Override
        protected void take(Chunk chunk) {
            if (chunk == null) {
                pass(null);
                return;
            }
            drop(chunk);
            started();
        }

        @Override
        protected void removed() {
            close();
        }
    }

    /** Waits for data or the end, then timeout ms, and closes; with a linger of 0 that is an RST. */
    static final class ResetPeer extends Stage {
        ResetPeer(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected void take(Chunk chunk) {
            drop(chunk);
            after(attribute("timeout") * MILLI, this::cut);
        }
    }

    /** Delays the end by delay ms. */
    static final class SlowClose extends Stage {
        private boolean ending;

        SlowClose(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected void take(Chunk chunk) {
            if (chunk != null) {
                pass(chunk);
                return;
            }
            ending = true;
            after(attribute("delay") * MILLI, () -> pass(null));
        }

        @Override
        protected boolean endHeld() {
            return ending;
        }
    }
}
