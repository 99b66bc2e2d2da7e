package dev.rdplab.benchmarks;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.wire.Bytes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** NTLM version 2: its three messages, and sealing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NtlmBenchmark {

    private final NtlmExchange exchange = new NtlmExchange();

    @Benchmark
    public Mechanism whole() {
        return exchange.whole();
    }

    @Benchmark
    public Mechanism clientAnswersChallenge() {
        return exchange.answer();
    }

    @Benchmark
    public Mechanism serverJudgesAuthenticate() {
        return exchange.judge();
    }

    @Benchmark
    public Bytes seal() {
        return exchange.seal();
    }

    @Benchmark
    public Bytes unseal() {
        return exchange.unseal();
    }
}
