package dev.rdplab.relay;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.RawBytes;
import dev.rdplab.transport.StageTime;
import dev.rdplab.transport.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** What one leg carried and how it ended: the first end of it that shows counts. */
final class LegStory {

    private static final String NEGOTIATION_FAILURE = "RDP_NEG_FAILURE";

    private final LongSupplier clock;
    private final Sight sight;
    private final int limit;
    private final Transcript transcript;
    private final List<RawBytes> recorded = new ArrayList<>();
    private int kept;
    private final long[][] bytes = new long[Stage.values().length][Role.values().length];
    private final List<StageTime> stages = new ArrayList<>();
    private long enteredNanos;
    private String lastFromClient = "";
    private String lastFromServer = "";
    private Stage entered;
    private LegEnd announced;
    private LegEnd end;

    LegStory(int number, LongSupplier clock, Sight sight, int recorded) {
        this.clock = clock;
        this.sight = sight;
        this.limit = recorded;
        this.transcript = new Transcript(Role.CLIENT, number);
        this.enteredNanos = clock.getAsLong();
    }

    Transcript transcript() {
        return transcript;
    }

    List<RawBytes> recorded() {
        return recorded;
    }

    long from(Role sender) {
        long sum = 0;
        for (long[] each : bytes) {
            sum += each[sender.ordinal()];
        }
        return sum;
    }

    boolean ended() {
        return end != null;
    }

    /** Whether it keeps no more bytes. */
    boolean full() {
        return kept >= limit;
    }

    /** The leg has carried bytes that are not kept. */
    void count(Role sender, int length) {
        bytes[sight.stage().ordinal()][sender.ordinal()] += length;
    }

    /** The leg has carried these bytes. */
    void carried(Role sender, Bytes chunk) {
        count(sender, chunk.length());
        int length = Math.min(chunk.length(), limit - kept);
        if (length > 0) {
            kept += length;
            recorded.add(new RawBytes(sender, clock.getAsLong(), chunk.slice(0, length)));
        }
    }

    /** The connection has entered a stage. */
    void entered(Stage stage) {
        if (stage != entered) {
            stageOver(entered == null ? Stage.CONNECT : entered);
            entered = stage;
            add(Transcript.Kind.STAGE, "", "", Bytes.EMPTY, stage.word());
        }
    }

    private void stageOver(Stage stage) {
        long now = clock.getAsLong();
        long[] each = bytes[stage.ordinal()];
        stages.add(new StageTime(
                stage, enteredNanos, now, new Traffic(each[Role.CLIENT.ordinal()], each[Role.SERVER.ordinal()])));
        enteredNanos = now;
    }

    /** The stages so far, the present one included; bytes behind encryption count for the last stage that was known. */
    List<StageTime> stages() {
        stageOver(entered == null ? Stage.CONNECT : entered);
        return List.copyOf(stages);
    }

    /** The leg has carried a message. */
    void message(Role sender, Message message) {
        if (message.pdu().isEmpty()) {
            return;
        }
        if (sender == Role.CLIENT) {
            lastFromClient = message.title();
        } else {
            lastFromServer = message.title();
        }
        if (sight.stage() == Stage.X224 || sight.readsPdus()) {
            var kind = sender == Role.CLIENT ? Transcript.Kind.SENT : Transcript.Kind.RECEIVED;
            add(kind, message.pdu(), message.carries(), message.bytes(), "");
        } else if (sight.stage() == Stage.TLS) {
            String arrow = sender == Role.CLIENT ? ">" : "<";
            signal("tls " + arrow + " " + message.title() + " "
                    + message.bytes().length());
        }
        if (announced == null) {
            announced = announcement(sender, message).orElse(null);
        }
    }

    private Optional<LegEnd> announcement(Role sender, Message message) {
        var bytes = message.bytes();
        if (message.pdu().equals("Alert") && bytes.length() == 7 && bytes.get(5) == TlsAlert.FATAL) {
            int code = bytes.get(6);
            return Optional.of(leg(EndingKind.TLS_ALERT, sender, OptionalLong.of(code), "alert " + code));
        }
        // TPKT 4, X.224 7, then type 3, flags 1, length 2 and failureCode 4, [MS-RDPBCGR] 2.2.1.2.2
        if (message.pdu().equals(PduNames.CONNECTION_CONFIRM) && bytes.length() >= 19 && bytes.get(11) == 3) {
            long code = bytes.get(15) | bytes.get(16) << 8 | bytes.get(17) << 16 | (long) bytes.get(18) << 24;
            return Optional.of(leg(
                    EndingKind.NEGOTIATION_FAILURE, sender, OptionalLong.of(code), NEGOTIATION_FAILURE + " " + code));
        }
        return Optional.empty();
    }

    /** A fault acted on it. */
    void fault(String what) {
        add(Transcript.Kind.FAULT, "", "", Bytes.EMPTY, what);
    }

    void signal(String what) {
        add(Transcript.Kind.SIGNAL, "", "", Bytes.EMPTY, what);
    }

    /** A FIN or RST that the leg shows. */
    void ended(Role by, boolean reset) {
        signal((reset ? "RST" : "FIN") + " by the " + by.word());
        var kind = reset ? EndingKind.CLOSED_RST : EndingKind.CLOSED_FIN;
        end(leg(
                sight.knownStage().equals(Optional.of(Stage.ACTIVE)) ? EndingKind.COMPLETED : kind,
                by,
                OptionalLong.empty(),
                ""));
    }

    /** The relay itself reset it. @param by the end that the relay stands for on this leg */
    void stopped(Role by, String why) {
        end(leg(EndingKind.CLOSED_RST, by, OptionalLong.empty(), why));
    }

    /** There was no connection. */
    void unconnected(EndingKind kind, Role by, String detail) {
        end(new LegEnd(Optional.of(Stage.CONNECT), kind, by, OptionalLong.empty(), detail, "", ""));
    }

    private void end(LegEnd how) {
        if (end == null) {
            end = announced == null ? how : completed(announced);
            add(Transcript.Kind.ENDING, "", "", Bytes.EMPTY, end.ending().word());
        }
    }

    private LegEnd leg(EndingKind kind, Role by, OptionalLong code, String detail) {
        return new LegEnd(sight.knownStage(), kind, by, code, detail, lastFromClient, lastFromServer);
    }

    private LegEnd completed(LegEnd from) {
        return new LegEnd(
                from.stage(), from.ending(), from.by(), from.code(), from.detail(), lastFromClient, lastFromServer);
    }

    LegEnd end() {
        return end;
    }

    private void add(Transcript.Kind kind, String pdu, String carries, Bytes bytes, String detail) {
        transcript.add(new Transcript.Event(clock.getAsLong(), kind, sight.stage(), pdu, carries, bytes, detail));
    }
}
