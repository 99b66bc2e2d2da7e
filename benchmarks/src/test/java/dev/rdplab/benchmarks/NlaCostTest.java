package dev.rdplab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Stage;
import dev.rdplab.transport.tls.SelfSigned.KeyKind;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * NLA beside the bare TLS handshake of the same engine, both ends in memory: processor time of one thread in interleaved
 * rounds, so that what else the machine does falls out. Without the second compiler, as here, OpenSSL is at 1.8 to
 * 2.2 and the JDK at 1.0 to 1.2.
 */
class NlaCostTest {

    private static final int ROUNDS = 5;
    private static final int HANDSHAKES = 8;
    private static final double BOUND = 3.0;

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"OPENSSL", "JDK"})
    void nlaAddsLessThanTwoTlsHandshakes(TlsEngine engine) {
        if (engine.available()) {
            double[] ratios = ratios(engine, ROUNDS, HANDSHAKES);
            System.out.println(engine + ": NLA / TLS alone, by round: " + Arrays.toString(ratios));
            assertThat(median(ratios)).isLessThan(BOUND);
        }
    }

    private static double[] ratios(TlsEngine engine, int rounds, int handshakes) {
        var contexts = TlsPair.Contexts.of(engine, TlsVersion.TLS_1_3, KeyKind.RSA);
        Runnable tls = () -> new TlsPair(contexts).handshake().close();
        Runnable nla = () -> new InMemoryHandshake(HandshakeKind.NLA_NTLM, contexts)
                .runUntil(Stage.MCS_CONNECT)
                .close();
        var ratios = new double[rounds];
        for (int i = -rounds; i < rounds; i++) { // the first half warms
            double ratio = (double) nanos(nla, handshakes) / nanos(tls, handshakes);
            if (i >= 0) {
                ratios[i] = ratio;
            }
        }
        return ratios;
    }

    private static long nanos(Runnable work, int times) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return threads.getCurrentThreadCpuTime() - before;
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
