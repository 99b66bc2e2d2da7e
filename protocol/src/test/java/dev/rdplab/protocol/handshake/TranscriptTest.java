package dev.rdplab.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Transcript.Event;
import dev.rdplab.protocol.handshake.Transcript.Kind;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private static final long SEED = 20261122;

    private final Transcript transcript = new Transcript(Role.SERVER, 1);

    @Test
    void everyEventIsReadAsItWasAdded() {
        var random = new Random(SEED);
        var added = new ArrayList<Event>();
        for (Kind kind : Kind.values()) {
            for (Stage stage : Stage.values()) {
                byte[] bytes = new byte[random.nextInt(600)];
                random.nextBytes(bytes);
                added.add(new Event(
                        random.nextLong(), kind, stage, "PDU " + kind, "", Bytes.wrap(bytes), "detail of " + stage));
            }
        }
        added.forEach(transcript::add);
        assertThat(transcript.events()).as("seed " + SEED).isEqualTo(added);
    }

    @Test
    void anyTextAndAnyTimeIsKept() {
        var added = List.of(
                event(Long.MAX_VALUE, "\u00e9\u20ac\ud83d\ude00"),
                event(Long.MIN_VALUE, "half a pair \ud83d"),
                event(0, ""),
                event(-1, "x".repeat(5_000)));
        added.forEach(transcript::add);
        assertThat(transcript.events()).isEqualTo(added);
    }

    @Test
    void whatIsBeyondTheBoundsIsCounted() {
        for (int i = 0; i < Transcript.MAX_EVENTS + 3; i++) {
            transcript.add(event(i, ""));
        }
        assertThat(transcript.events()).hasSize(Transcript.MAX_EVENTS);
        assertThat(transcript.omitted()).isEqualTo(3);

        var full = new Transcript(Role.SERVER, 2);
        full.add(new Event(0, Kind.SENT, Stage.ACTIVE, "", "", Bytes.zeros(Transcript.MAX_BYTES), ""));
        full.add(new Event(0, Kind.SENT, Stage.ACTIVE, "", "", Bytes.zeros(1), ""));
        assertThat(full.events()).hasSize(1);
        assertThat(full.omitted()).isEqualTo(1);
    }

    private static Event event(long nanos, String detail) {
        return new Event(nanos, Kind.SIGNAL, Stage.TLS, "", "", Bytes.EMPTY, detail);
    }
}
