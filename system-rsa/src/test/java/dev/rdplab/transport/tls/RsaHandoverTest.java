package dev.rdplab.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.OpenSslPrivateKeyMethod;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the package of what it tests, which knows no provider by itself. */
class RsaHandoverTest {

    private static final SelfSigned.Issued RSA =
            SelfSigned.rsa("rdp.test", Instant.now()).issue(new SecureRandom());

    private OpenSslServer server;

    @BeforeEach
    void aServerWithOpenSslsEngine() {
        assumeThat(TlsEngine.OPENSSL.available()).isTrue();
        server = (OpenSslServer)
                TlsContext.of(TlsServerSettings.of(RSA.certificate()).engine(TlsEngine.OPENSSL));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "TLS_1_3, TLS_AES_128_GCM_SHA256",
        "TLS_1_2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_1_2, TLS_RSA_WITH_AES_128_GCM_SHA256"
    })
    void aHandshakeIsTheSameWhoeverDoesRsa(TlsVersion version, String suite) {
        var client = TlsContext.of(
                TlsClientSettings.any().versions(version).cipherSuites(suite).engine(TlsEngine.OPENSSL));
        var before = handshake(client);

        assumeThat(server.handOverRsa()).isTrue();
        var after = handshake(client);

        assertThat(after.version()).isEqualTo(before.version()).isEqualTo(version.standardName());
        assertThat(after.cipherSuite()).isEqualTo(before.cipherSuite()).isEqualTo(suite);
    }

    private TlsSession handshake(TlsContext by) {
        var atServer = server.newLayer(ByteBufAllocator.DEFAULT, Bytes.EMPTY);
        var atClient = by.newLayer(ByteBufAllocator.DEFAULT, Bytes.EMPTY);
        var one = new EmbeddedChannel(atServer.handler());
        var other = new EmbeddedChannel(atClient.handler());
        try {
            while (moved(other, one) | moved(one, other)) {
                // until neither has anything to say
            }
            assertThat(atServer.session()).isEqualTo(atClient.session());
            return atServer.session();
        } finally {
            one.finishAndReleaseAll();
            other.finishAndReleaseAll();
        }
    }

    private static boolean moved(EmbeddedChannel from, EmbeddedChannel to) {
        boolean any = false;
        for (Object part = from.readOutbound(); part != null; part = from.readOutbound()) {
            to.writeInbound(part);
            any = true;
        }
        return any;
    }

    @Test
    void theKeyLogGoesOn() {
        var lines = new ArrayList<String>();
        assertThat(server.logKeysTo(lines::add)).isTrue();

        assumeThat(server.handOverRsa()).isTrue();
        handshake(TlsContext.of(TlsClientSettings.any().engine(TlsEngine.OPENSSL)));

        assertThat(lines).anyMatch(line -> line.startsWith("CLIENT_HANDSHAKE_TRAFFIC_SECRET "));
    }

    @Test
    void aKeyThatCannotBeHandedOverStaysWhereItIs() {
        var asked = new AtomicReference<OpenSslPrivateKeyMethod>();
        var handover =
                new RsaHandover(new Sealed(RSA.certificate().certificate().getPublicKey()), rsa -> {
                    asked.set(rsa);
                    return null;
                });

        assertThat(handover.load()).isFalse();
        assertThat(handover.next(null)).isNull();
        assertThat(asked).hasNullValue();
    }

    /** A key in a device: nobody sees its numbers. */
    private record Sealed(PublicKey of) implements PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return of.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
