package dev.rdplab.benchmarks;

import dev.rdplab.protocol.handshake.HandshakePair;
import dev.rdplab.protocol.handshake.Interceptor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Both state machines from the first byte to the session, all but TLS. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandshakeBenchmark {

    @Param
    public HandshakeKind kind;

    @Benchmark
    public HandshakePair toSession() {
        return kind.run(Interceptor.NONE, Interceptor.NONE);
    }
}
