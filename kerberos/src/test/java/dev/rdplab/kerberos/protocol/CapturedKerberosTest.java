package dev.rdplab.kerberos.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.PublicKeyBinding;
import dev.rdplab.protocol.credssp.TsCredentials;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.spnego.InitialContextToken;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.spnego.NegToken;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.testkit.Capture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every Kerberos token of the captures, and what the keytabs beside them open. */
class CapturedKerberosTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rd_krb5",
                "xf3_krb5_shadow",
                "xf3_spnego_krb5",
                "xf3_spnego_krb5_hybridex",
                "xf3_spnego_krb5_skew"
            })
    void everyTokenIsWrittenAsItWasRead(String name) {
        var tokens = tokens(Capture.load(name));

        assertThat(tokens).isNotEmpty();
        for (Bytes bytes : tokens) {
            var token = InitialContextToken.decode(bytes);
            assertThat(token.toBytes()).isEqualTo(bytes);
            assertThat(inner(token)).as(token.title()).isEqualTo(token.message());
        }
    }

    private static Bytes inner(InitialContextToken token) {
        Bytes message = token.message();
        return switch (token.tokenId()) {
            case InitialContextToken.AP_REQ -> ApReq.decode(message).toBytes();
            case InitialContextToken.AP_REP -> ApRep.decode(message).toBytes();
            case InitialContextToken.ERROR -> KrbError.decode(message).toBytes();
            case InitialContextToken.TGT_REQ -> TgtReq.decode(message).toBytes();
            case InitialContextToken.TGT_REP -> TgtRep.decode(message).toBytes();
            default -> throw new AssertionError("token id " + token.tokenId());
        };
    }

    @Test
    void refusesATokenThatIsCutOff() {
        for (Bytes bytes : tokens(Capture.load("xf3_krb5_shadow"))) {
            for (int length = 0; length < bytes.length(); length++) {
                Bytes cut = bytes.slice(0, length);
                assertThatThrownBy(() -> inner(InitialContextToken.decode(cut)))
                        .as("%d bytes of %s", length, bytes)
                        .isInstanceOf(ProtocolViolationException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rd_krb5", "xf3_spnego_krb5", "xf3_spnego_krb5_hybridex"})
    void theKeytabOpensEverything(String name) {
        var capture = Capture.load(name);
        var opened = Opened.of(capture);

        assertThat(opened.ticket.client()).hasToString("alice@LAB.EXAMPLE");
        assertThat(opened.ticket.toBytes()).isEqualTo(opened.ticketBytes);
        assertThat(opened.authenticator.client().sameAs(opened.ticket.client())).isTrue();
        assertThat(opened.authenticator.toBytes()).isEqualTo(opened.authenticatorBytes);
        assertThat(opened.apRep.ctime()).isEqualTo(opened.authenticator.ctime());
        assertThat(opened.apRep.toBytes()).isEqualTo(opened.apRepBytes);

        assertThat(opened.clientSaid).hasSize(2);
        assertThat(opened.clientSaid.get(0)).isEqualTo(opened.binding.clientToServer());
        assertThat(opened.serverSaid).containsExactly(opened.binding.serverToClient());
        var password = (TsCredentials.Password) TsCredentials.decode(opened.clientSaid.get(1));
        // rdesktop counts a terminating zero in
        assertThat(password.creds().userName().replace("\0", "")).isEqualTo("alice");
    }

    @Test
    void theSkewedServerSaysItsTime() {
        var tokens = tokens(Capture.load("xf3_spnego_krb5_skew"));

        var error = KrbError.decode(
                InitialContextToken.decode(tokens.get(tokens.size() - 1)).message());

        assertThat(error.code()).isEqualTo(KrbErrorCode.KRB_AP_ERR_SKEW).hasToString("KRB_AP_ERR_SKEW");
        assertThat(error.sname()).hasToString("TERMSRV/localhost");
    }

    private static List<Bytes> tokens(Capture capture) {
        return capture.rows().stream()
                .filter(row -> row.stage().equals("credssp"))
                .flatMap(row -> nego(row).stream())
                .flatMap(CapturedKerberosTest::kerberos)
                .toList();
    }

    private static List<Bytes> nego(Capture.Row row) {
        Bytes bytes = Bytes.copyOf(row.bytes());
        return bytes.length() < 5 ? List.of() : request(bytes).negoTokens();
    }

    private static TsRequest request(Bytes bytes) {
        return TsRequest.decode(WireReader.of(bytes, Stage.CREDSSP, "TSRequest"));
    }

    private static Stream<Bytes> kerberos(Bytes token) {
        if (token.get(0) == 0x60 && token.slice(0, 12).hex().contains("2a864886f712")) {
            return Stream.of(token);
        }
        return NegToken.decode(token).inner().stream();
    }

    /** A captured exchange with everything in it decrypted. */
    private static final class Opened {

        private final List<Bytes> clientSaid = new ArrayList<>();
        private final List<Bytes> serverSaid = new ArrayList<>();
        private Bytes ticketBytes;
        private EncTicketPart ticket;
        private Bytes authenticatorBytes;
        private Authenticator authenticator;
        private Bytes apRepBytes;
        private EncApRepPart apRep;
        private PublicKeyBinding binding;
        private KerberosSession asServer;
        private KerberosSession asClient;

        static Opened of(Capture capture) {
            var opened = new Opened();
            var keys = keytab(capture);
            for (var row : capture.rows()) {
                if (row.stage().equals("credssp") && row.bytes().length > 4) {
                    opened.take(capture, row, keys);
                }
            }
            return opened;
        }

        private void take(Capture capture, Capture.Row row, ServiceKeys keys) {
            var request = request(Bytes.copyOf(row.bytes()));
            for (Bytes token : request.negoTokens()) {
                kerberos(token).forEach(inner -> token(InitialContextToken.decode(inner), keys));
                if (token.get(0) == 0xa1) {
                    NegToken.decode(token).mechListMic().ifPresent(mic -> mic(capture, row, mic));
                }
            }
            if (row.fromClient() && request.pubKeyAuth().isPresent()) {
                binding = new PublicKeyBinding(request.version(), publicKey(capture), request.clientNonce());
            }
            Stream.of(request.pubKeyAuth(), request.authInfo())
                    .flatMap(Optional::stream)
                    .forEach(wrapped -> unwrap(row.fromClient(), wrapped));
        }

        private void token(InitialContextToken token, ServiceKeys keys) {
            if (token.tokenId() == InitialContextToken.AP_REQ) {
                var request = ApReq.decode(token.message());
                var key = keys.keyFor(request.ticket()).orElseThrow();
                ticketBytes = key.decrypt(
                                KeyUsage.TICKET, request.ticket().encPart().cipher())
                        .orElseThrow();
                ticket = EncTicketPart.decode(ticketBytes);
                authenticatorBytes = ticket.key()
                        .decrypt(
                                KeyUsage.AP_REQ_AUTHENTICATOR,
                                request.authenticator().cipher())
                        .orElseThrow();
                authenticator = Authenticator.decode(authenticatorBytes);
                assertThat(GssChecksum.of(authenticator.cksum().orElseThrow())
                                .flags()
                                .has(GssFlags.MUTUAL | GssFlags.CONF))
                        .isTrue();
            } else if (token.tokenId() == InitialContextToken.AP_REP) {
                apRepBytes = ticket.key()
                        .decrypt(
                                KeyUsage.AP_REP,
                                ApRep.decode(token.message()).encPart().cipher())
                        .orElseThrow();
                apRep = EncApRepPart.decode(apRepBytes);
                long theirs = authenticator.seqNumber().orElse(0L);
                long ours = apRep.seqNumber().orElse(0L);
                var key = apRep.subkey().orElseThrow();
                asServer = new KerberosSession(Role.SERVER, key, true, 28, ours, theirs, (p, n) -> Bytes.zeros(n));
                asClient = new KerberosSession(Role.CLIENT, key, true, 28, theirs, ours, (p, n) -> Bytes.zeros(n));
            }
        }

        private void mic(Capture capture, Capture.Row row, Bytes mic) {
            Bytes list = capture.rows().stream()
                    .filter(r -> r.stage().equals("credssp"))
                    .findFirst()
                    .map(r -> (dev.rdplab.protocol.spnego.NegTokenInit) NegToken.decode(nego(r).get(0)))
                    .map(init -> dev.rdplab.protocol.spnego.NegTokenInit.mechTypeList(init.mechTypes()))
                    .orElseThrow();
            if (row.fromClient()) {
                asServer = asServer.verify(list, mic);
            } else {
                asClient = asClient.verify(list, mic);
            }
        }

        private void unwrap(boolean fromClient, Bytes wrapped) {
            var result = (fromClient ? asServer : asClient).unwrap(wrapped);
            (fromClient ? clientSaid : serverSaid).add(result.bytes());
            if (fromClient) {
                asServer = result.next();
            } else {
                asClient = result.next();
            }
        }
    }

    private static Bytes publicKey(Capture capture) {
        var certificate = Stream.of(
                        "server certificate DER:",
                        "server certificate DER (public key for pubKeyAuth / channel binding):")
                .flatMap(prefix -> capture.hexAfter(prefix).stream())
                .findFirst()
                .orElseThrow();
        return Bytes.wrap(Certificate.getInstance(certificate)
                .getSubjectPublicKeyInfo()
                .getPublicKeyData()
                .getBytes());
    }

    /** The entries of the keytab in the comments; the comments may cut the last one short. */
    private static ServiceKeys keytab(Capture capture) {
        Bytes file = Stream.of(
                        "service keytab (MIT file format):",
                        "service keytab (MIT file format), TERMSRV/localhost@LAB.EXAMPLE and others:")
                .flatMap(prefix -> capture.hexAfter(prefix).stream())
                .findFirst()
                .map(Bytes::wrap)
                .orElseThrow();
        var in = WireReader.of(file, Stage.CREDSSP, "keytab");
        in.expectU16be("version", 0x0502);
        var entries = new ArrayList<ServiceKeys.Entry>();
        while (in.hasRemaining()) {
            var entry = in.slice("entry", (int) in.u32be("size"));
            int components = entry.u16be("components");
            String realm = text(entry);
            var names = new ArrayList<String>();
            for (int i = 0; i < components; i++) {
                names.add(text(entry));
            }
            entry.bytes("type and time", 8);
            int kvno = entry.u8("kvno");
            var type = new EncryptionType(entry.u16be("etype"));
            var key = new EncryptionKey(type, entry.bytes("key", entry.u16be("length")));
            entries.add(new ServiceKeys.Entry(
                    new Principal(new PrincipalName(PrincipalName.NT_SRV_INST, names), realm), kvno, key));
        }
        return new ServiceKeys(entries);
    }

    private static String text(WireReader in) {
        return in.bytes("text", in.u16be("length")).text(StandardCharsets.UTF_8);
    }
}
