package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TestCertificates;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsPairsTest {

    record Pair(TlsEngine server, TlsEngine client, TlsVersion version, String key) {}

    static Stream<Pair> pairs() {
        var pairs = new ArrayList<Pair>();
        for (TlsEngine server : TlsEngine.values()) {
            for (TlsEngine client : TlsEngine.values()) {
                for (TlsVersion version : TlsVersion.values()) {
                    boolean old = version.compareTo(TlsVersion.TLS_1_2) < 0;
                    if (!old || server == TlsEngine.BOUNCYCASTLE && client == TlsEngine.BOUNCYCASTLE) {
                        pairs.add(new Pair(server, client, version, "RSA"));
                    }
                }
                pairs.add(new Pair(server, client, TlsVersion.TLS_1_3, "EC"));
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void everyEngineTalksToEveryOther(Pair pair) throws Exception {
        assumeThat(pair.server().available() && pair.client().available()).isTrue();
        SelfSigned.Issued issued = pair.key().equals("RSA") ? TestCertificates.RSA : TestCertificates.EC;
        var plan = new Loopback.Plan();
        plan.serverTls = TlsContext.of(TlsServerSettings.of(issued.certificate())
                .versions(pair.version())
                .engine(pair.server()));
        plan.clientTls =
                TlsContext.of(TlsClientSettings.any().versions(pair.version()).engine(pair.client()));
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            assertThat(ending(client).kind()).as("%s", Loopback.story(client)).isEqualTo(EndingKind.COMPLETED);
            assertThat(ending(server).kind()).as("%s", Loopback.story(server)).isEqualTo(EndingKind.COMPLETED);
            awaitClosed(client);
            awaitClosed(server);
            assertThat(tls(client))
                    .isEqualTo(tls(server))
                    .startsWith(pair.version().standardName() + " TLS_");
            assertThat(session(server).certificate())
                    .isEqualTo(Bytes.wrap(issued.root().getEncoded()));
            assertThat(Loopback.story(client).get(4)).startsWith("SIGNAL tls > ClientHello ");
            assertThat(Loopback.story(server)).contains("SIGNAL FIN after close_notify");
        }
    }

    private static TlsSession session(Connection connection) {
        return ((Echo.Answered) connection.endpoint().state()).session().orElseThrow();
    }

    private static String tls(Connection connection) {
        List<Transcript.Event> up = connection.endpoint().transcript().events().stream()
                .filter(e -> e.kind() == Transcript.Kind.TLS)
                .toList();
        assertThat(up).hasSize(1);
        return up.get(0).detail();
    }
}
