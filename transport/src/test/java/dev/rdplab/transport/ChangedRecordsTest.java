package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.TestCertificates;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A TLS record with other bytes than were sent: with every engine the same end sends the same alert. */
class ChangedRecordsTest extends EveryEngine {

    record Changed(TlsEngine server, TlsEngine client, TlsVersion version) {}

    static Stream<Changed> everyPair() {
        return engines().flatMap(server -> engines().flatMap(client -> Stream.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
                .map(version -> new Changed(server, client, version))));
    }

    private static Loopback.Plan planOf(Changed of) {
        var plan = new Loopback.Plan();
        plan.serverTls = TlsContext.of(TlsServerSettings.of(TestCertificates.RSA.certificate())
                .versions(of.version())
                .engine(of.server()));
        plan.clientTls =
                TlsContext.of(TlsClientSettings.any().versions(of.version()).engine(of.client()));
        return plan;
    }

    /** A byte of a sealed record is changed on its way: whatever alert an engine answers with, it is the peer's violation. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyPair")
    void aSealedRecordThatWasChangedEndsTheSameWithEveryEngine(Changed of) throws Exception {
        var plan = planOf(of);
        boolean tls12 = of.version() == TlsVersion.TLS_1_2;
        plan.atServer = Fault.sending(
                tls12 ? "EncryptedHandshake" : "ApplicationData",
                send -> List.of(Fault.raw(flipped(send.message().bytes(), 8))));
        try (var net = plan.start()) {
            Connection client = net.connect();

            endsAs(client, EndingKind.PROTOCOL_VIOLATION, Role.SERVER, Stage.TLS);
            awaitClosed(client);
        }
    }

    /** As above, the other way round. In TLS 1.2 the server's alert goes in clear, and the client is told its number. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyPair")
    void aSealedRecordOfTheClientThatWasChangedEndsTheSameWithEveryEngine(Changed of) throws Exception {
        var plan = planOf(of);
        boolean tls12 = of.version() == TlsVersion.TLS_1_2;
        plan.atClient = Fault.sending(
                tls12 ? "EncryptedHandshake" : "ApplicationData",
                send -> List.of(Fault.raw(flipped(send.message().bytes(), 8))));
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            if (tls12) {
                alertOf(client, Role.SERVER, 20);
                alertOf(server, Role.SERVER, 20);
            } else {
                endsAs(server, EndingKind.PROTOCOL_VIOLATION, Role.CLIENT, Stage.TLS);
            }
        }
    }

    /** A message in clear that cannot be right is answered by an alert in clear, and that is the ending at both ends. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyPair")
    void aServerHelloThatCannotBeRightIsAnAlertOfTheClient(Changed of) throws Exception {
        var plan = planOf(of);
        plan.atServer = Fault.sending(
                "ServerHello", send -> List.of(Fault.raw(flipped(send.message().bytes(), 9))));
        try (var net = plan.start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            endsAs(client, EndingKind.TLS_ALERT, Role.CLIENT, Stage.TLS);
            endsAs(server, EndingKind.TLS_ALERT, Role.CLIENT, Stage.TLS);
            assertThat(ending(client).outcome().code())
                    .isEqualTo(ending(server).outcome().code());
        }
    }

    private static Bytes flipped(Bytes bytes, int at) {
        byte[] changed = bytes.toArray();
        changed[at] ^= (byte) 0xff;
        return Bytes.wrap(changed);
    }
}
