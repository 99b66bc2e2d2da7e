package dev.rdplab.benchmarks;

import dev.rdplab.benchmarks.CapturedHandshake.Frame;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.wire.Bytes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The DER around NTLM, without a look inside: what a state does with a frame. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TsRequestBenchmark {

    private final Frame frame = PduFamily.all().get("TSRequest (NTLM CHALLENGE)");

    @Benchmark
    public TsRequest decode() {
        return TsRequest.decode(frame.bytes());
    }

    @Benchmark
    public Bytes encode() {
        return frame.pdu().toBytes();
    }
}
