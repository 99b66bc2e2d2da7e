package dev.rdplab.chaos.toxiproxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** One direction of a connection: from a socket through the toxics in their order to the other socket. */
final class Pipe {

    /** Bytes on their way through the toxics above which the source is read no further. */
    static final int HIGH_WATER = 256 << 10;

    private final Channel source;
    private final Channel target;
    private final SplittableRandom draws;
    private final LongSupplier nanos;
    private final List<Stage> stages = new ArrayList<>();
    private final Stage output = new Output(this);
    private int pending;
    private boolean ended;
    private boolean shut;
    private boolean reset;

    Pipe(Channel source, Channel target, SplittableRandom draws, LongSupplier nanos) {
        this.source = source;
        this.target = target;
        this.draws = draws;
        this.nanos = nanos;
        stages.add(new Stage.Noop(this));
    }

    EventLoop loop() {
        return source.eventLoop();
    }

    SplittableRandom draws() {
        return draws;
    }

    /** The time in which toxics delay, nanoseconds. */
    long now() {
        return nanos.getAsLong();
    }

    void read(ByteBuf bytes) {
        if (ended || shut) {
            bytes.release();
            return;
        }
        pending += bytes.readableBytes();
        stages.get(0).offer(new Stage.Chunk(bytes, now()));
        resume();
    }

    /** The source has sent everything. */
    void end() {
        if (!ended) {
            ended = true;
            stages.get(0).offer(null);
        }
    }

    /** The source was reset: the end that follows is a reset, too. */
    void reset() {
        reset = true;
    }

    /** Reads on, or not, as there is room. */
    void resume() {
        boolean room = pending < HIGH_WATER && target.isWritable() && !shut;
        if (source.isActive() && source.config().isAutoRead() != room) {
            source.config().setAutoRead(room);
        }
    }

    /** A toxic has closed the pipe: what it holds is dropped and the source is left unread, as in the original. */
    void shut() {
        shut = true;
        resume();
    }

    /** The target is gone. */
    void discard() {
        shut();
        stages.forEach(Stage::kill);
    }

    void gone(int bytes) {
        pending -= bytes;
        resume();
    }

    Stage after(Stage stage) {
        int next = stages.indexOf(stage) + 1;
        return next < stages.size() ? stages.get(next) : output;
    }

    /** Does nothing when it is there: it may have been added while this connection began with it. */
    void add(ToxicEntry toxic) {
        if (stages.stream().anyMatch(stage -> stage.toxic() == toxic)) {
            return;
        }
        var last = stages.get(stages.size() - 1);
        last.interrupt();
        var stage = toxic.newStage(this);
        stages.add(stage);
        if (last.closed()) {
            stage.close();
        } else {
            stage.begin();
            last.pump();
        }
    }

    void update(ToxicEntry toxic) {
        for (Stage stage : stages) {
            if (stage.toxic() == toxic && !stage.closed()) {
                stage.interrupt();
                stage.begin();
                stage.pump();
            }
        }
    }

    void remove(ToxicEntry toxic) {
        for (Stage stage : List.copyOf(stages)) {
            if (stage.toxic() == toxic) {
                stage.interrupt();
                stage.removed();
                if (!stage.closed()) {
                    stage.drain();
                    stages.remove(stage);
                }
            }
        }
    }

    /** The last stage: writes, and closes the target at the end. */
    private final class Output extends Stage {
        Output(Pipe pipe) {
            super(pipe);
        }

        @Override
        protected void take(Chunk chunk) {
            if (chunk == null) {
                if (reset && target.isActive()) {
                    target.config().setOption(ChannelOption.SO_LINGER, 0);
                }
                target.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
                return;
            }
            int length = chunk.bytes().readableBytes();
            target.writeAndFlush(chunk.bytes());
            gone(length);
        }
    }
}
