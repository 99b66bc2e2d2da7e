package dev.rdplab.benchmarks;

import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** One frame of each kind in a real handshake, written. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeBenchmark {

    @Benchmark
    public Bytes bytes(PduFamily family) {
        return family.frame.pdu().toBytes();
    }

    /** As the states do it: with the place of every field, for faults to find. */
    @Benchmark
    public Message message(PduFamily family) {
        return Message.of("", family.frame.pdu()::encode);
    }
}
