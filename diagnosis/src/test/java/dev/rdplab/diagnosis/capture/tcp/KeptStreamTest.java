package dev.rdplab.diagnosis.capture.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

/** One direction in order: what is kept, what is a hole, and where the bounds are. */
class KeptStreamTest {

    private static final int WAITING = 128 << 10; // bytes behind a hole, with what each run costs besides

    private final KeptStream stream = new KeptStream(new Budget(64 << 20, () -> {}));
    private int packet;

    private void place(long offset, int length, long acknowledged) {
        packet++;
        stream.place(new Chunk(offset, Bytes.zeros(length), packet, packet * 10L, false), acknowledged);
    }

    @Test
    void keepsWhatFillsTheBoundAndNotAByteMore() {
        place(0, KeptStream.MAX_KEPT - 16, 0); // each run counts for 16 besides its bytes
        assertThat(stream.keptAll()).isTrue();
        assertThat(stream.chunks(0)).hasSize(1);

        place(KeptStream.MAX_KEPT - 16, 1, 0);
        assertThat(stream.keptAll()).isFalse();
        assertThat(stream.chunks(0)).hasSize(1);
        assertThat(stream.next()).isEqualTo(KeptStream.MAX_KEPT - 15);
    }

    @Test
    void aHoleWithSoMuchBehindItIsOneOfTheCapture() {
        int most = WAITING - Budget.OVERHEAD;
        place(100, most, 0);
        assertThat(stream.next()).isZero(); // it waits still

        place(100 + most, 1, 0);
        assertThat(stream.holes()).containsExactly(new Hole(0, 100, true));
        assertThat(stream.next()).isEqualTo(100 + most + 1);
        assertThat(stream.chunks(0).get(0).afterHole()).isTrue();
        assertThat(stream.chunks(0).get(1).afterHole()).isFalse();
    }

    @Test
    void whatFilledAHoleIsReadableWhenTheLaterOfBothHasCome() {
        place(10, 5, 0);
        place(0, 10, 0);
        assertThat(stream.chunks(0)).extracting(Chunk::packet).containsExactly(2, 2);
        assertThat(stream.chunks(0)).extracting(Chunk::nanos).containsExactly(20L, 20L);
    }

    @Test
    void theLongerCopyOfARunThatWaitsCounts() {
        place(10, 5, 0);
        place(10, 20, 0);
        place(10, 8, 0);
        place(0, 10, 0);
        assertThat(stream.next()).isEqualTo(30);
    }

    @Test
    void theFirstOfTwoCopiesThatWaitCounts() {
        stream.place(new Chunk(10, Bytes.of(1, 1), 1, 10, false), 0);
        stream.place(new Chunk(10, Bytes.of(2, 2), 2, 20, false), 0);
        place(0, 10, 0);
        assertThat(stream.chunks(0).get(1).bytes()).isEqualTo(Bytes.of(1, 1));
    }

    @Test
    void aFinBehindTheLastByteIsNoHole() {
        place(0, 10, 10);
        stream.finish(10, 11, true, true);
        assertThat(stream.holes()).isEmpty();
    }

    @Test
    void anAcknowledgedFinThatIsNotInTheCaptureIsNoHole() {
        place(0, 10, 10);
        stream.finish(10, 11, false, true);
        assertThat(stream.holes()).isEmpty();
    }

    @Test
    void bytesThatOnlyTheAcknowledgmentTellsOfAreAHole() {
        place(0, 10, 12);
        stream.finish(10, 12, false, true);
        assertThat(stream.holes()).containsExactly(new Hole(10, 2, true));
    }

    @Test
    void aByteBeforeTheFinIsAHole() {
        place(0, 10, 10);
        stream.finish(11, 12, true, true);
        assertThat(stream.holes()).containsExactly(new Hole(10, 1, true));
    }

    @Test
    void whatThePeerNeverHadWasLostOnTheWay() {
        place(10, 5, 0);
        stream.finish(15, 0, false, true);
        assertThat(stream.holes()).containsExactly(new Hole(0, 10, false));
    }

    @Test
    void withoutThePeersPacketsAHoleIsTheCaptures() {
        place(10, 5, 0);
        stream.finish(15, 0, false, false);
        assertThat(stream.holes()).containsExactly(new Hole(0, 10, true));
    }

    @Test
    void aTrimKeepsTheBegin() {
        place(0, 84, 0); // 100 with what a run counts for
        place(84, 84, 0);
        stream.trim(100);
        assertThat(stream.chunks(0)).extracting(Chunk::offset).containsExactly(0L);
        assertThat(stream.keptAll()).isFalse();
    }

    @Test
    void aTrimToWhatIsKeptTakesNothing() {
        place(0, 84, 0);
        stream.trim(100);
        assertThat(stream.keptAll()).isTrue();
        assertThat(stream.head(84).length()).isEqualTo(84);
    }

    @Test
    void whatStandsBeforeThePrefixIsLeftOut() {
        place(0, 10, 0);
        place(10, 10, 0);
        assertThat(stream.chunks(10)).singleElement().satisfies(chunk -> {
            assertThat(chunk.offset()).isZero();
            assertThat(chunk.length()).isEqualTo(10);
        });
        assertThat(stream.chunks(15)).singleElement().satisfies(chunk -> {
            assertThat(chunk.offset()).isZero();
            assertThat(chunk.length()).isEqualTo(5);
        });
    }
}
