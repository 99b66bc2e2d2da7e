package dev.rdplab.benchmarks;

import dev.rdplab.protocol.decode.Dissected;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** One frame of each kind in a real handshake, read with all its fields named. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {

    @Benchmark
    public Dissected dissect(PduFamily family) {
        return family.frame.dissect();
    }
}
