package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.kdc.Kdc;
import dev.rdplab.kerberos.kdc.Realm;
import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.KdcReq;
import dev.rdplab.kerberos.protocol.KdcReqBody;
import dev.rdplab.kerberos.protocol.KeyUsage;
import dev.rdplab.kerberos.protocol.PaData;
import dev.rdplab.kerberos.protocol.PaEncTimestamp;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wireshark opens with the keytab what our exchange and our KDC sealed. */
@Needs("tshark")
@Tag("real")
class KerberosTsharkTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int RAW_IPV4 = 228;

    @TempDir
    private Path folder;

    private final SeededNonces nonces = new SeededNonces(1, "tshark");
    private final Realm realm = Realm.of(KerberosKdc.REALM, nonces)
            .withUser("alice", Secret.of(Account.ALICE.password()))
            .withService(KerberosKdc.SERVICE, nonces);

    @Test
    void opensTheTicketWithTheKeytab() throws IOException {
        Keytab.write(folder.resolve("keytab"), realm.keytab(KerberosKdc.SERVICE));
        Bytes request = request();
        Files.write(
                folder.resolve("kdc.pcap"),
                pcap(datagram(40_000, 88, request), datagram(88, 40_000, new Kdc(realm, nonces).answer(request, NOW)))
                        .toArray());

        var lines = Tshark.frames(
                folder.resolve("kdc.pcap"),
                "-o",
                "kerberos.decrypt:TRUE",
                "-o",
                "kerberos.file:" + folder.resolve("keytab"),
                "-V");

        assertThat(String.join("\n", lines))
                .contains("as-rep")
                .contains("encTicketPart")
                .contains("Decrypted keytype 18");
    }

    private Bytes request() {
        var key = realm.find(PrincipalName.of("alice")).orElseThrow().keys().get(0);
        var sealed = key.seal(
                KeyUsage.AS_REQ_TIMESTAMP,
                nonces.next("confounder", 16),
                new PaEncTimestamp(NOW, Optional.of(0)).toBytes());
        var body = new KdcReqBody(
                KdcReqBody.FORWARDABLE,
                Optional.of(PrincipalName.of("alice")),
                KerberosKdc.REALM,
                Optional.of(PrincipalName.of(KerberosKdc.SERVICE)),
                Optional.empty(),
                NOW.plusSeconds(3_600),
                Optional.empty(),
                7,
                List.of(18),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new KdcReq(
                        KdcFailure.Step.AS,
                        Optional.of(List.of(new PaData(PaData.ENC_TIMESTAMP, sealed.toBytes()))),
                        body)
                .toBytes();
    }

    private static Bytes pcap(Bytes... packets) {
        var out = new WireWriter()
                .u32le("magic", 0xA1B2_C3D4L)
                .u16le("major", 2)
                .u16le("minor", 4)
                .zeros("zone and accuracy", 8)
                .u32le("snaplen", 65_535)
                .u32le("network", RAW_IPV4);
        for (Bytes packet : packets) {
            out.u32le("seconds", NOW.getEpochSecond())
                    .u32le("micros", 0)
                    .u32le("captured", packet.length())
                    .u32le("length", packet.length())
                    .bytes("packet", packet);
        }
        return out.toBytes();
    }

    /** IPv4 and UDP without checksums, which Wireshark does not look at. */
    private static Bytes datagram(int from, int to, Bytes payload) {
        return new WireWriter()
                .u16be("version, TOS", 0x4500)
                .u16be("length", 28 + payload.length())
                .u32be("id, fragment", 0)
                .u16be("TTL, UDP", 0x4011)
                .u16be("checksum", 0)
                .u32be("source", 0x7F00_0001L)
                .u32be("destination", 0x7F00_0001L)
                .u16be("source port", from)
                .u16be("destination port", to)
                .u16be("length", 8 + payload.length())
                .u16be("checksum", 0)
                .bytes("payload", payload)
                .toBytes();
    }
}
