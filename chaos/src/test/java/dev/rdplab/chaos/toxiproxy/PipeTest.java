package dev.rdplab.chaos.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PipeTest {

    private final EmbeddedChannel source = new EmbeddedChannel();
    private final EmbeddedChannel target = new EmbeddedChannel();
    private long seconds;

    @Test
    void aToxicThatIsAddedWhileItsConnectionBeginsActsOnce() throws Exception {
        source.freezeTime();
        var pipe = new Pipe(source, target, new SplittableRandom(1), () -> TimeUnit.SECONDS.toNanos(seconds));
        var latency =
                ToxicEntry.of(new ObjectMapper().readTree("{\"type\":\"latency\",\"attributes\":{\"latency\":10000}}"));
        pipe.add(latency); // with all that the proxy has
        pipe.add(latency); // as to every connection that is there

        pipe.read(Unpooled.copiedBuffer(new byte[] {1}));
        seconds = 10;
        source.advanceTimeBy(10, TimeUnit.SECONDS);
        source.runPendingTasks();

        ByteBuf passed = target.readOutbound();
        assertThat(passed).isNotNull();
        assertThat(passed.readByte()).isEqualTo((byte) 1);
        passed.release();
    }
}
