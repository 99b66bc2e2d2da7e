package dev.rdplab.protocol.security;

import static dev.rdplab.protocol.security.SecurityFlags.SEC_ENCRYPT;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_INFO_PKT;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_SECURE_CHECKSUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecuritySessionTest {

    private static final Bytes CLIENT_RANDOM = Bytes.fromHex("11".repeat(31) + "22");
    private static final Bytes SERVER_RANDOM = Bytes.fromHex("33".repeat(31) + "44");

    @Test
    void opensWhatRdesktopAndXrdpSentEachOther() {
        var captured = CapturedSecurity.load("rd_xrdp_rdp");
        SecuritySession server = SecuritySession.of(captured.keys(), Role.SERVER);
        SecuritySession client = SecuritySession.of(captured.keys(), Role.CLIENT);
        int fromClient = 0;
        int fromServer = 0;
        for (var row : captured.capture().rows()) {
            boolean slowPath = row.name().startsWith("ClientInfo") || row.name().startsWith("Encrypted");
            if (!slowPath) {
                continue;
            }
            if (row.seq() == 37) {
                break; // after this one fast-path packets take part in the count, and large ones were left out
            }
            WireReader in = CapturedSecurity.reader(Bytes.wrap(row.bytes()));
            SecurityHeader header = SecurityHeader.decode(in);
            SecuritySession.Opened opened = (row.fromClient() ? server : client).open(header, in);
            assertThat(opened.saltedMac()).isFalse();
            if (row.fromClient()) {
                fromClient++;
                server = opened.next();
            } else {
                fromServer++;
                client = opened.next();
            }
        }
        assertThat(fromClient).isEqualTo(7);
        assertThat(fromServer).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xf_xrdp_rdp", "xf3_xrdp_rdp"})
    void opensTheSaltedMacOfXfreerdp(String name) {
        var captured = CapturedSecurity.load(name);
        WireReader in = CapturedSecurity.reader(captured.row("ClientInfo", 1));
        SecurityHeader header = SecurityHeader.decode(in);
        assertThat(header.flags()).isEqualTo(SEC_INFO_PKT.with(SEC_ENCRYPT).with(SEC_SECURE_CHECKSUM));
        var opened = SecuritySession.of(captured.keys(), Role.SERVER).open(header, in);
        assertThat(opened.saltedMac()).isTrue();
        assertThat(opened.data().slice(4, 8)).isEqualTo(Bytes.fromHex("fb470b00")); // flags of TS_INFO_PACKET
    }

    @ParameterizedTest
    @ValueSource(strings = {"rd_xrdp_rdp", "xf_xrdp_rdp", "xf3_xrdp_rdp"})
    void sealsTheBytesTheRealClientSent(String name) {
        var captured = CapturedSecurity.load(name);
        Bytes wire = CapturedSecurity.userData(captured.row("ClientInfo", 1));
        WireReader in = WireReader.of(wire, Stage.CLIENT_INFO, "");
        SecurityHeader header = SecurityHeader.decode(in);
        var opened = SecuritySession.of(captured.keys(), Role.SERVER).open(header, in);

        var sealed = SecuritySession.of(captured.keys(), Role.CLIENT).seal(opened.data(), opened.saltedMac());
        var out = new WireWriter();
        sealed.encode(out, SEC_INFO_PKT);
        assertThat(out.toBytes()).isEqualTo(wire);
    }

    @Test
    void readsAndWritesBothHeaders() {
        Bytes encrypted =
                CapturedSecurity.userData(CapturedSecurity.load("xf_xrdp_rdp").row("ClientInfo", 1));
        PduChecks.roundTrips(SecurityHeader::decode, encrypted.slice(0, 12));
        PduChecks.rejectsEveryPrefix(SecurityHeader::decode, encrypted.slice(0, 12));
        var license = PduChecks.roundTrips(SecurityHeader::decode, Bytes.fromHex("80001000"));
        assertThat(license.flags()).hasToString("SEC_LICENSE_PKT");
    }

    @Test
    void isAValueSoThatTheSamePacketOpensTwice() {
        SecuritySession client = session(EncryptionMethod.BITS_128, Role.CLIENT);
        assertThat(client.seal(Bytes.ascii("one"), true).data())
                .isEqualTo(client.seal(Bytes.ascii("one"), true).data());
        assertThat(client.seal(Bytes.ascii("one"), true)
                        .next()
                        .seal(Bytes.ascii("one"), true)
                        .data())
                .isNotEqualTo(client.seal(Bytes.ascii("one"), true).data());
    }

    @ParameterizedTest
    @EnumSource(
            value = EncryptionMethod.class,
            names = {"BITS_40", "BITS_56", "BITS_128"})
    void bothEndsChangeTheirKeysAfter4096Packets(EncryptionMethod method) {
        SecuritySession client = session(method, Role.CLIENT);
        SecuritySession server = session(method, Role.SERVER);
        var independent = new PaddedRc4(SessionKeys.derive(method, CLIENT_RANDOM, SERVER_RANDOM));
        for (int i = 0; i < 2 * 4096 + 2; i++) {
            Bytes plain = Bytes.ascii("packet " + i);
            var sealed = client.seal(plain, i % 2 == 0);
            assertThat(sealed.data()).isEqualTo(independent.encrypt(plain));
            WireReader in = WireReader.of(sealed.data(), Stage.ACTIVE, "");
            var opened = server.open(sealed.header(new SecurityFlags(0)), in);
            assertThat(opened.data()).isEqualTo(plain);
            client = sealed.next();
            server = opened.next();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EncryptionMethod.class,
            names = {"BITS_40", "BITS_56", "BITS_128"})
    void aReceiverCanSealOtherDataInAPacketsPlace(EncryptionMethod method) {
        for (boolean salted : new boolean[] {false, true}) {
            var first = session(method, Role.CLIENT).seal(Bytes.ascii("first"), salted);
            var second = first.next().seal(Bytes.ascii("password"), salted);
            var third = second.next().seal(Bytes.ascii("third"), salted);
            var server = opened(session(method, Role.SERVER), first, "first");

            var masked = server.peer().seal(Bytes.zeros(8), salted);

            assertThat(masked.data()).isNotEqualTo(second.data());
            opened(opened(server, masked, "\0".repeat(8)), third, "third");
            opened(opened(server, second, "password"), third, "third");
        }
    }

    private static SecuritySession opened(SecuritySession end, SecuritySession.Sealed packet, String clear) {
        var opened = end.open(packet.header(new SecurityFlags(0)), WireReader.of(packet.data(), Stage.ACTIVE, ""));
        assertThat(opened.data()).isEqualTo(Bytes.ascii(clear));
        return opened.next();
    }

    /** The same key schedule over BouncyCastle's stateful engine. */
    private static final class PaddedRc4 {
        private final SessionKeys keys;
        private final RC4Engine engine = new RC4Engine();
        private Bytes current;
        private int packets;

        PaddedRc4(SessionKeys keys) {
            this.keys = keys;
            this.current = keys.clientKey();
            engine.init(true, new KeyParameter(current.toArray()));
        }

        Bytes encrypt(Bytes plain) {
            if (packets == 4096) {
                Bytes pad1 = Bytes.fromHex("36".repeat(40));
                Bytes pad2 = Bytes.fromHex("5c".repeat(48));
                Bytes sha = Digests.sha1(keys.clientKey(), pad1, current);
                byte[] temporary = Digests.md5(keys.clientKey(), pad2, sha)
                        .slice(0, current.length())
                        .toArray();
                engine.init(true, new KeyParameter(temporary));
                byte[] key = new byte[temporary.length];
                engine.processBytes(temporary, 0, key.length, key, 0);
                byte[] salt = keys.method() == EncryptionMethod.BITS_40
                        ? new byte[] {(byte) 0xd1, 0x26, (byte) 0x9e}
                        : new byte[] {(byte) 0xd1};
                if (keys.method() != EncryptionMethod.BITS_128) {
                    System.arraycopy(salt, 0, key, 0, salt.length);
                }
                current = Bytes.copyOf(key);
                engine.init(true, new KeyParameter(key));
                packets = 0;
            }
            packets++;
            byte[] out = new byte[plain.length()];
            engine.processBytes(plain.toArray(), 0, out.length, out, 0);
            return Bytes.wrap(out);
        }
    }

    @Test
    void weakKeysBeginWithTheKnownBytes() {
        var keys40 = SessionKeys.derive(EncryptionMethod.BITS_40, CLIENT_RANDOM, SERVER_RANDOM);
        var keys56 = SessionKeys.derive(EncryptionMethod.BITS_56, CLIENT_RANDOM, SERVER_RANDOM);
        var keys128 = SessionKeys.derive(EncryptionMethod.BITS_128, CLIENT_RANDOM, SERVER_RANDOM);
        for (Bytes key : List.of(keys40.macKey(), keys40.clientKey(), keys40.serverKey())) {
            assertThat(key.length()).isEqualTo(8);
            assertThat(key.slice(0, 3)).isEqualTo(Bytes.fromHex("d1269e"));
        }
        assertThat(keys56.clientKey())
                .isEqualTo(Bytes.concat(Bytes.of(0xd1), keys128.clientKey().slice(1, 8)));
        assertThat(keys40.clientKey().slice(3)).isEqualTo(keys128.clientKey().slice(3, 8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesEveryChangedBitOfMacOrData(boolean salted) {
        SecuritySession server = session(EncryptionMethod.BITS_128, Role.SERVER);
        var sealed = session(EncryptionMethod.BITS_128, Role.CLIENT).seal(Bytes.ascii("data"), salted);
        Bytes whole = Bytes.concat(sealed.dataSignature(), sealed.data());
        for (int bit = 0; bit < whole.length() * 8; bit++) {
            byte[] bent = whole.toArray();
            bent[bit / 8] ^= (byte) (1 << bit % 8);
            Bytes changed = Bytes.wrap(bent);
            assertThatExceptionOfType(ProtocolViolationException.class)
                    .isThrownBy(() ->
                            server.open(salted, changed.slice(0, 8), WireReader.of(changed.slice(8), Stage.ACTIVE, "")))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.BAD_SIGNATURE));
        }
    }

    @Test
    void refusesTheOtherKindOfMacThanTheFlagSays() {
        var sealed = session(EncryptionMethod.BITS_128, Role.CLIENT).seal(Bytes.ascii("data"), true);
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> session(EncryptionMethod.BITS_128, Role.SERVER)
                        .open(false, sealed.dataSignature(), WireReader.of(sealed.data(), Stage.ACTIVE, "")));
    }

    @Test
    void refusesClearDataWhereEncryptedIsAsked() {
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> session(EncryptionMethod.BITS_128, Role.SERVER)
                        .open(SecurityHeader.basic(SEC_INFO_PKT), WireReader.of(Bytes.ascii("data"), Stage.ACTIVE, "")))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.UNEXPECTED_VALUE));
    }

    @Test
    void fipsHasANameAndIsRefused() {
        assertThat(EncryptionMethod.of(0x10)).contains(EncryptionMethod.FIPS);
        assertThat(EncryptionMethod.FIPS.isSupported()).isFalse();
        assertThat(EncryptionMethod.strongestOf(0x10)).isEmpty();
        assertThat(EncryptionMethod.strongestOf(0x1b)).contains(EncryptionMethod.BITS_128);
        assertThat(EncryptionMethod.strongestOf(0x09)).contains(EncryptionMethod.BITS_56);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionKeys.derive(EncryptionMethod.FIPS, CLIENT_RANDOM, SERVER_RANDOM))
                .withMessageContaining("FIPS");
    }

    @Test
    void neverPrintsAKey() {
        var keys = SessionKeys.derive(EncryptionMethod.BITS_128, CLIENT_RANDOM, SERVER_RANDOM);
        assertThat(keys + " " + SecuritySession.of(keys, Role.CLIENT))
                .doesNotContain(
                        keys.macKey().hex(),
                        keys.clientKey().hex(),
                        keys.serverKey().hex());
    }

    private static SecuritySession session(EncryptionMethod method, Role role) {
        return SecuritySession.of(SessionKeys.derive(method, CLIENT_RANDOM, SERVER_RANDOM), role);
    }
}
