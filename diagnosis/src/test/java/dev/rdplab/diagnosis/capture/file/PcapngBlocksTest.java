package dev.rdplab.diagnosis.capture.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of a pcapng file written by hand: interfaces, lengths, and what is wrong with them. */
class PcapngBlocksTest {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    PcapngBlocksTest() {
        block(0x0a0d0d0a, body(16).putInt(0x1a2b3c4d).putInt(1).putLong(-1));
    }

    private static ByteBuffer body(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void block(int type, ByteBuffer body) {
        int length = body.capacity() + 12;
        block(type, body, length, length);
    }

    private void block(int type, ByteBuffer body, int length, int again) {
        file.writeBytes(body(8).putInt(type).putInt(length).array());
        file.writeBytes(body.array());
        file.writeBytes(body(4).putInt(again).array());
    }

    /** @param snapLength 0 for none */
    private void described(int linkType, int snapLength) {
        block(1, body(8).putInt(linkType).putInt(snapLength));
    }

    private void packet(int id, int captured, int original, int bytes) {
        block(6, body(20 + bytes).putInt(id).putLong(0).putInt(captured).putInt(original));
    }

    private List<CapturedPacket> packets() {
        return Samples.read(file.toByteArray()).packets();
    }

    private List<String> notes() {
        return Samples.read(file.toByteArray()).notes();
    }

    @Test
    void aPacketIsOfTheInterfaceThatItNames() {
        described(1, 0);
        described(101, 0);
        packet(1, 4, 4, 4);
        packet(0, 4, 4, 4);
        assertThat(packets()).extracting(CapturedPacket::linkType).containsExactly(101, 1);
        assertThat(notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "-1"})
    void aPacketOfAnUnknownInterfaceIsLeftOutAndCounted(int id) {
        described(1, 0);
        packet(id, 4, 4, 4);
        packet(0, 4, 4, 4);
        assertThat(packets()).extracting(CapturedPacket::number).containsExactly(2);
        assertThat(notes()).containsExactly("a packet of an interface that was not described");
    }

    @Test
    void aPacketIsNoLongerThanItsBlock() {
        described(1, 0);
        packet(0, 4, 9, 4);
        assertThat(notes()).isEmpty();
        packet(0, 8, 8, 4);
        assertThat(packets()).extracting(each -> each.bytes().length()).containsExactly(4, 4);
        assertThat(packets()).extracting(CapturedPacket::originalLength).containsExactly(9L, 8L);
        assertThat(notes()).containsExactly("a packet longer than its block");
    }

    @Test
    void aSimplePacketIsCutAtTheSnapLengthOfTheFirstInterface() {
        described(1, 6);
        described(101, 0);
        block(3, body(4 + 8).putInt(8));
        assertThat(packets()).singleElement().satisfies(packet -> {
            assertThat(packet.linkType()).isEqualTo(1);
            assertThat(packet.bytes().length()).isEqualTo(6);
            assertThat(packet.originalLength()).isEqualTo(8);
        });
    }

    @Test
    void aBlockWhoseTwoLengthsDifferIsReadAllTheSame() {
        described(1, 0);
        block(6, body(24).putInt(0).putLong(0).putInt(4).putInt(4), 36, 40);
        assertThat(packets()).hasSize(1);
        assertThat(notes()).containsExactly("a block whose two lengths differ");
    }

    @Test
    void aDescriptionHasEightBytesAtLeast() {
        described(1, 0);
        assertThat(notes()).isEmpty();
        block(1, body(4).putInt(1));
        assertThat(notes()).containsExactly("an interface description that is too short");
    }

    @ParameterizedTest
    @CsvSource({"16, true", "20, false"})
    void aPacketBlockHasTwentyBytesAtLeast(int length, boolean tooShort) {
        described(1, 0);
        block(6, body(length));
        assertThat(packets()).hasSize(tooShort ? 0 : 1);
        assertThat(notes().contains("a packet block that is too short")).isEqualTo(tooShort);
    }
}
