package dev.rdplab.benchmarks;

import dev.rdplab.protocol.Stage;
import dev.rdplab.transport.tls.SelfSigned.KeyKind;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * NLA beside the bare TLS handshake of the same engine, TLS 1.3 with RSA-2048, both ends in memory: processor time of one thread
 * in interleaved rounds, so that what else the machine does falls out.
 */
final class NlaCost {

    /** Handshakes of one kind in a row. */
    private static final int BLOCK = 40;

    private NlaCost() {}

    /** Microseconds of a handshake. @param nla TLS included */
    record Round(double tls, double nla) {

        double added() {
            return nla - tls;
        }

        double ratio() {
            return nla / tls;
        }
    }

    /** Prints a table of what each engine and form of NTLM comes to when nearly all is compiled. */
    public static void main(String[] args) {
        System.out.println("| engine | NTLM | TLS alone us | with NLA us | NLA alone us | ratio |");
        System.out.println("|---|---|---|---|---|---|");
        for (var engine : List.of(TlsEngine.OPENSSL, TlsEngine.JDK)) {
            for (var kind : List.of(HandshakeKind.NLA_NTLM, HandshakeKind.NLA_SPNEGO)) {
                if (engine.available()) {
                    row(engine, kind, rounds(engine, kind, engine == TlsEngine.OPENSSL ? 30_000 : 3_000, 51));
                }
            }
        }
    }

    private static void row(TlsEngine engine, HandshakeKind kind, List<Round> rounds) {
        String form = kind == HandshakeKind.NLA_NTLM ? "raw" : "in SPNEGO";
        System.out.printf(
                "| %s | %s | %s | %s | %s | %s |%n",
                engine,
                form,
                text("%.0f", rounds, Round::tls),
                text("%.0f", rounds, Round::nla),
                text("%.0f", rounds, Round::added),
                text("%.2f", rounds, Round::ratio));
    }

    /** The median, and what four fifths lie between. */
    private static String text(String format, List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int last = sorted.length - 1;
        return String.format(
                Locale.ROOT,
                format + " [" + format + "-" + format + "]",
                sorted[last / 2],
                sorted[last / 10],
                sorted[last - last / 10]);
    }

    static double medianRatio(List<Round> rounds) {
        double[] sorted = rounds.stream().mapToDouble(Round::ratio).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** @param warm handshakes of each kind before the first round, {@value #BLOCK} in turn */
    static List<Round> rounds(TlsEngine engine, HandshakeKind kind, int warm, int rounds) {
        var contexts = TlsPair.Contexts.of(engine, TlsVersion.TLS_1_3, KeyKind.RSA);
        Runnable tls = () -> new TlsPair(contexts).handshake().close();
        Runnable nla = () -> new InMemoryHandshake(kind, contexts)
                .runUntil(Stage.MCS_CONNECT)
                .close();
        var measured = new ArrayList<Round>();
        for (int i = -warm / BLOCK; i < rounds; i++) {
            var round = new Round(micros(tls), micros(nla));
            if (i >= 0) {
                measured.add(round);
            }
        }
        return measured;
    }

    private static double micros(Runnable handshake) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < BLOCK; i++) {
            handshake.run();
        }
        return (threads.getCurrentThreadCpuTime() - before) / 1e3 / BLOCK;
    }
}
