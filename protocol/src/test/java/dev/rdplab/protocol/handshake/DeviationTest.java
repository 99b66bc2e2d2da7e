package dev.rdplab.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Deviation;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real clients do wrong and real servers bear. */
class DeviationTest {

    /** Where connectPDU.length stands: behind its key, and before the choice 00 08. */
    private static int connectLength(Bytes initial) {
        for (int at = 0; at < initial.length() - 9; at++) {
            if (initial.slice(at, at + 7).equals(Bytes.fromHex("000500147c0001"))) {
                return at + 7;
            }
        }
        throw new AssertionError("no GCC");
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 1, 300})
    void aConferenceLengthThatIsOffIsBorneAndNoted(int off) {
        var pair = run("ConnectInitial", frame -> lengthOff(frame, off), false);

        assertThat(pair.client().stage()).isEqualTo(Stage.ACTIVE);
        assertThat(pair.server().transcript().deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.pdu()).isEqualTo("ConferenceCreateRequest");
            assertThat(deviation.field()).isEqualTo("connectPDU.length");
            assertThat(deviation.sent()).isEqualTo(deviation.expected() + off);
            assertThat(deviation.offset()).isEqualTo(connectLength(first(pair, "ConnectInitial")));
        });
    }

    @Test
    void aTotalLengthThatIsOffIsBorneAndNoted() {
        var pair = run("ConfirmActive", DeviationTest::totalOff, false);

        assertThat(pair.client().stage()).isEqualTo(Stage.ACTIVE);
        assertThat(pair.server().transcript().deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.field()).isEqualTo("totalLength");
            assertThat(deviation.sent() - deviation.expected()).isEqualTo(6);
        });
        assertThat(pair.server().transcript().events())
                .filteredOn(event -> event.kind() == Transcript.Kind.DEVIATION)
                .singleElement()
                .satisfies(
                        event -> assertThat(event.detail()).startsWith("TS_SHARECONTROLHEADER.totalLength at offset"));
    }

    @Test
    void aStrictServerEndsTheConnection() {
        var pair = run("ConfirmActive", DeviationTest::totalOff, true);

        assertThat(pair.server().ending().orElseThrow().kind()).isEqualTo(EndingKind.PROTOCOL_VIOLATION);
        assertThat(pair.server().ending().orElseThrow().outcome().detail()).contains("totalLength");
        var other = run("ConnectInitial", frame -> lengthOff(frame, -2), true);
        assertThat(other.server().ending().orElseThrow().outcome().detail()).contains("connectPDU.length");
    }

    @Test
    void aConformingClientHasNoDeviation() {
        assertThat(run("none", UnaryOperator.identity(), false)
                        .server()
                        .transcript()
                        .deviations())
                .isEqualTo(List.<Deviation>of());
    }

    @Test
    void clientInfoBeginsItsStageWhateverWasJoined() {
        var joined = new int[1];
        var sees = new java.util.ArrayList<String>();
        var server = new Interceptor() {
            @Override
            public Reception received(Occasion occasion, Message message) {
                if (occasion.pdu().equals("ClientInfo")) {
                    sees.add(occasion.stage().word());
                }
                return Reception.PROCEED;
            }
        };
        var lab = Lab.server(SecurityLayer.TLS);
        var early = Lab.pair(Lab.client(SecurityProtocols.SSL, false), lab, new EarlyInfo(joined), server);
        early.run(Lab.LIMIT);

        assertThat(sees).containsExactly("client-info");
    }

    /** Joins one channel and then sends Client Info: the join that follows is replaced. */
    private record EarlyInfo(int[] joined) implements Interceptor {
        @Override
        public List<Effect> sending(Occasion occasion, Effect.Send send) {
            if (!occasion.pdu().equals("ChannelJoinRequest") || ++joined[0] > 1) {
                return joined[0] > 1 && occasion.pdu().equals("ChannelJoinRequest") ? List.of() : List.of(send);
            }
            var info = Lab.client(SecurityProtocols.SSL, false);
            return List.of(send, new Effect.Send(clientInfo(info)));
        }
    }

    private static Message clientInfo(dev.rdplab.protocol.handshake.client.ClientPolicy policy) {
        // The frame that a whole handshake of the same client sends.
        var pair = Lab.pair(policy, Lab.server(SecurityLayer.TLS));
        pair.runUntil(Stage.ACTIVE, Lab.LIMIT);
        var sent = pair.client().transcript().events().stream()
                .filter(event -> event.pdu().equals("ClientInfo"))
                .findFirst()
                .orElseThrow();
        return Message.raw("ClientInfo", sent.bytes());
    }

    private static Bytes lengthOff(Bytes frame, int off) {
        int at = connectLength(frame);
        byte[] bytes = frame.toArray();
        int length = ((bytes[at] & 0x7f) << 8 | bytes[at + 1] & 0xff) + off;
        bytes[at] = (byte) (0x80 | length >> 8);
        bytes[at + 1] = (byte) length;
        return Bytes.wrap(bytes);
    }

    private static Bytes totalOff(Bytes frame) {
        byte[] bytes = frame.toArray();
        int at = 15; // TPKT 4 + X.224 3 + SendDataRequest with a length of two bytes 8
        int length = (bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8) + 6;
        bytes[at] = (byte) length;
        bytes[at + 1] = (byte) (length >> 8);
        return Bytes.wrap(bytes);
    }

    private static Bytes first(HandshakePair pair, String pdu) {
        return pair.server().transcript().events().stream()
                .filter(event -> event.pdu().equals(pdu))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private static HandshakePair run(String pdu, UnaryOperator<Bytes> change, boolean strict) {
        var faults = new Interceptor() {
            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                return occasion.pdu().equals(pdu)
                        ? List.of(new Effect.Send(
                                Message.raw(pdu, change.apply(send.message().bytes()))))
                        : List.of(send);
            }
        };
        var pair = Lab.pair(
                Lab.client(SecurityProtocols.SSL, false),
                Lab.server(SecurityLayer.TLS).withStrict(strict),
                faults,
                Interceptor.NONE);
        pair.runUntil(Stage.ACTIVE, Lab.LIMIT);
        return pair;
    }
}
