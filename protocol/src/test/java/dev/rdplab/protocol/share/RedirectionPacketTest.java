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
