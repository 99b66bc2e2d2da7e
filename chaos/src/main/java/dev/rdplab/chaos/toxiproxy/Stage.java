package dev.rdplab.chaos.toxiproxy;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One toxic on one connection: takes chunks one after another, and a null at the end. All on the event loop. */
abstract class Stage {

    /** @param nanos when the bytes were read, moved on by the delays they have had */
    record Chunk(ByteBuf bytes, long nanos) {}

    private static final Object END = new Object();

    private final Pipe pipe;
    private final Queue<Object> queue = new ArrayDeque<>();
    /** What is left of the chunk being worked on, in order. */
    private final Deque<Chunk> current = new ArrayDeque<>();

    private ToxicEntry toxic;
    private Future<?> timer;
    private boolean active = true;
    private boolean busy;
    private boolean pumping;
    private boolean closed;

    Stage(Pipe pipe) {
        this.pipe = pipe;
    }

    /** Works on a chunk, or on the end when it is null. */
    protected abstract void take(Chunk chunk);

    /** Called when the stage begins or its attributes have changed. */
    protected void started() {}

    /** Called when the toxic is taken away. */
    protected void removed() {}

    /** Passes all chunks and the end on. */
    static final class Noop extends Stage {
        Noop(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected void take(Chunk chunk) {
            pass(chunk);
        }
    }

    final Pipe pipe() {
        return pipe;
    }

    final ToxicEntry toxic() {
        return toxic;
    }

    final void toxic(ToxicEntry entry) {
        toxic = entry;
    }

    final long attribute(String name) {
        return toxic.attribute(name);
    }

    final boolean closed() {
        return closed;
    }

    final void begin() {
        active = pipe.draws().nextDouble() < toxic.toxicity();
        if (active) {
            started();
        }
    }

    final void offer(Chunk chunk) {
        if (closed) {
            release(chunk);
            return;
        }
        queue.add(chunk == null ? END : chunk);
        pump();
    }

    /** Works on as much of the queue as is possible now. */
    final void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (!busy && !closed && !queue.isEmpty()) {
            var next = queue.poll();
            var chunk = next == END ? null : (Chunk) next;
            if (active) {
                take(chunk);
            } else {
                pass(chunk);
            }
        }
        pumping = false;
    }

    /** Hands on to the next stage; the end closes this one. */
    final void pass(Chunk chunk) {
        if (chunk == null) {
            close();
        } else if (chunk.bytes().isReadable()) {
            pipe.after(this).offer(chunk);
        } else {
            chunk.bytes().release();
        }
    }

    /** Ends the stream here; what waits is dropped. */
    final void close() {
        if (!closed) {
            closed = true;
            stop();
            if (!(queue.size() == 0 && current.isEmpty())) {
                pipe.shut();
            }
            discard();
            pipe.after(this).offer(null);
        }
    }

    /** A close that leaves the source unread. */
    final void cut() {
        pipe.shut();
        close();
    }

    final void drop(Chunk chunk) {
        release(chunk);
    }

    /** Keeps a chunk until {@link #resume}, or passes it on at once when the toxic is taken away or changed. */
    final void hold(Chunk chunk) {
        current.add(chunk);
    }

    final Chunk held() {
        return current.poll();
    }

    /** Works on nothing else until {@code then} has run. */
    final void after(long nanos, Runnable then) {
        busy = true;
        if (nanos == Long.MAX_VALUE) {
            return;
        }
        timer = pipe.loop()
                .schedule(
                        () -> {
                            busy = false;
                            then.run();
                            pump();
                        },
                        Math.max(0, nanos),
                        TimeUnit.NANOSECONDS);
    }

    /** Something that happens beside the stream. */
    final void alarm(long nanos, Runnable then) {
        stop();
        timer = pipe.loop().schedule(then, nanos, TimeUnit.NANOSECONDS);
    }

    /** Stops waiting and passes on what was being worked on. */
    final void interrupt() {
        boolean ending = busy && current.isEmpty() && endHeld();
        stop();
        busy = false;
        while (!current.isEmpty()) {
            pass(current.poll());
        }
        if (ending) {
            queue.add(END);
        }
    }

    /** Whether the wait that is interrupted was for the end of the stream. */
    protected boolean endHeld() {
        return false;
    }

    /** Passes on all that waits, untouched. */
    final void drain() {
        busy = false;
        active = false;
        pump();
    }

    /** Ends without a word to the next stage. */
    final void kill() {
        closed = true;
        stop();
        discard();
    }

    private void discard() {
        current.forEach(this::release);
        current.clear();
        for (Object each : queue) {
            if (each instanceof Chunk chunk) {
                release(chunk);
            }
        }
        queue.clear();
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void release(Chunk chunk) {
        if (chunk != null) {
            int length = chunk.bytes().readableBytes();
            chunk.bytes().release();
            pipe.gone(length);
        }
    }
}
