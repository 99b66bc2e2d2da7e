package dev.rdplab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rdplab.transport.tls.TlsEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * NLA beside bare TLS in one run, with both compilers; in CI only, by {@code -Drdplab.excludedGroups=soak}. After so few handshakes
 * OpenSSL is at 1.2 and the JDK, which would take longer to settle, at 1.1 to 1.2.
 */
@Tag("long")
class NlaCostTest {

    @ParameterizedTest(name = "{0} at most {2} times")
    @CsvSource({"OPENSSL, 8000, 1.45", "JDK, 800, 1.4"})
    void nlaCostsLittleBesideTls(TlsEngine engine, int warm, double most) {
        assumeTrue(engine.available(), () -> engine + " does not work on this machine");
        var rounds = NlaCost.rounds(engine, HandshakeKind.NLA_NTLM, warm, 15);
        System.out.println(engine + ": " + rounds);
        assertThat(NlaCost.medianRatio(rounds)).isLessThan(most);
    }
}
