package dev.rdplab.protocol.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.share.RedirectionPacket.Kind;
import dev.rdplab.protocol.share.RedirectionPacket.Part;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedirectionPacketTest {

    /** An address and a routing token: xfreerdp 2.11 follows it. */
    private static final Bytes FOLLOWED = Bytes.fromHex(
            "000451000500000003000000140000003100320037002e0030002e0030002e003100000021000000436f6f6b69653a206d7374733d"
                    + "313233343536372e31353632392e303030300d0a0000000000000000");

    @Test
    void readsWhatAClientFollows() {
        var packet = PduChecks.roundTrips(RedirectionPacket::decode, FOLLOWED);

        assertThat(packet.sessionId()).isEqualTo(5);
        assertThat(packet.target()).contains("127.0.0.1");
        assertThat(packet.text(Kind.LOAD_BALANCE_INFO)).contains("Cookie: msts=1234567.15629.0000");
        PduChecks.rejectsEveryPrefix(RedirectionPacket::decode, FOLLOWED);
    }

    /**
     * A one-time password for RDSTLS: xfreerdp 3.10.3 follows it. It logs length 125, sessionID 1 and the flags
     * LB_TARGET_NET_ADDRESS, LB_LOAD_BALANCE_INFO, LB_USERNAME, LB_PASSWORD, LB_PASSWORD_IS_PK_ENCRYPTED and LB_REDIRECTION_GUID.
     */
    @Test
    void readsWhatAClientTakesToRdstls() {
        var followed = Bytes.fromHex(
                "0004 7d00 01000000 17c00000 14000000 3100320037002e0030002e0030002e0031000000"
                        + "17000000 436f6f6b69653a206d7374733d312e322e303030300d0a 08000000 6c00610062000000"
                        + "12000000 6f006e0065002d00740069006d0065000000 10000000 7264706c616200112233445566778899 0000000000000000");

        var packet = PduChecks.roundTrips(RedirectionPacket::decode, followed);

        assertThat(packet.sessionId()).isEqualTo(1);
        assertThat(packet.redirFlags()).isEqualTo(0xC017);
        assertThat(packet.target()).contains("127.0.0.1");
        assertThat(packet.text(Kind.LOAD_BALANCE_INFO)).contains("Cookie: msts=1.2.0000");
        assertThat(packet.text(Kind.USER_NAME)).contains("lab");
        assertThat(packet.find(Kind.REDIRECTION_GUID)).contains(Bytes.fromHex("7264706c616200112233445566778899"));
        PduChecks.rejectsEveryPrefix(RedirectionPacket::decode, followed);
    }

    @Test
    void readsAndWritesEveryPart() {
        var full = Redirections.full();

        assertThat(PduChecks.roundTrips(RedirectionPacket::decode, full.toBytes()))
                .isEqualTo(full);
        PduChecks.rejectsEveryPrefix(RedirectionPacket::decode, full.toBytes());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsAndWritesEachPartAlone(Kind kind) {
        var part = new Part(kind, Redirections.full().find(kind).orElseThrow());
        var packet = RedirectionPacket.of(0, 0, List.of(part));

        var read = PduChecks.roundTrips(RedirectionPacket::decode, packet.toBytes());

        assertThat(read.parts()).containsExactly(part);
        assertThat(read.redirFlags()).isEqualTo(kind.flag());
    }

    @Test
    void keepsThePasswordOutOfText() {
        var packet = RedirectionPacket.of(0, 0, List.of(Part.text(Kind.PASSWORD, "Wonder-Land1")));

        assertThat(packet.toString()).doesNotContain("Wonder").contains("***");
    }

    @Test
    void refusesAListOfAddressesThatIsLongerThanItsPlace() {
        var list = Bytes.fromHex("02000000 08000000 3100320037000000");
        var packet =
                RedirectionPacket.of(0, 0, List.of(new Part(Kind.DOMAIN, list))).toBytes();
        byte[] wrong = packet.toArray();
        wrong[8] = 0; // DOMAIN becomes TARGET_NET_ADDRESSES
        wrong[9] = 8;

        assertThatThrownBy(() -> PduChecks.decode(RedirectionPacket::decode, Bytes.wrap(wrong)))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("addressLength");
    }

    @Test
    void refusesFlagsThatDoNotFitTheParts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedirectionPacket(0, Kind.DOMAIN.flag(), List.of(), Bytes.EMPTY));
    }

    @Test
    void survivesMutations() {
        PduChecks.survivesMutations(
                RedirectionPacket::decode, List.of(FOLLOWED, Redirections.full().toBytes()), 20261130L, 20_000);
    }
}
