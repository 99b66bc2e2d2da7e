package dev.rdplab.benchmarks;

import dev.rdplab.protocol.Stage;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Full handshakes with real TLS in memory, client and server together, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TlsHandshakeBenchmark {

    @Param({"OPENSSL", "JDK", "BOUNCYCASTLE"})
    public TlsEngine engine;

    @Param({"TLS_1_2", "TLS_1_3"})
    public TlsVersion version;

    @Param
    public SelfSigned.KeyKind key;

    private TlsPair.Contexts contexts;

    @Setup
    public void prepare() {
        contexts = TlsPair.Contexts.of(engine, version, key);
    }

    /** TLS and nothing else. */
    @Benchmark
    public void tlsAlone() {
        new TlsPair(contexts).handshake().close();
    }

    /** From the Connection Request to the end of CredSSP with raw NTLM. */
    @Benchmark
    public void nla() {
        new InMemoryHandshake(HandshakeKind.NLA_NTLM, contexts)
                .runUntil(Stage.MCS_CONNECT)
                .close();
    }

    /** From the Connection Request to the session, with SPNEGO. */
    @Benchmark
    public void nlaSpnegoToSession() {
        new InMemoryHandshake(HandshakeKind.NLA_SPNEGO, contexts)
                .runUntil(Stage.ACTIVE)
                .close();
    }
}
