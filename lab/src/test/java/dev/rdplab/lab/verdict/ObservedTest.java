package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedTest {

    private static final String REQUEST =
            "0300002b26e00000000000436f6f6b69653a206d737473686173683d616c6963650d0a01000800";

    /** A client is still in the stage connect when it sends its request. */
    @ParameterizedTest
    @CsvSource({"02, true", "0a, true", "03, false", "01, false"})
    void aRequestForNlaAloneIsSeen(String protocols, boolean nlaAlone) {
        var transcript = new Transcript(Role.CLIENT, 1);
        transcript.add(new Transcript.Event(
                0,
                Transcript.Kind.SENT,
                Stage.CONNECT,
                PduNames.CONNECTION_REQUEST,
                "",
                Bytes.fromHex(REQUEST + protocols + "000000"),
                ""));
        var ending = new Ending(
                Outcome.of(EndingKind.NEGOTIATION_FAILURE, Role.SERVER, 2),
                Stage.X224,
                PduNames.CONNECTION_REQUEST,
                "");

        var facts = Observed.of(ending, transcript);

        assertThat(facts.observed().contains(Observation.ASKED_NLA_ONLY.word())).isEqualTo(nlaAlone);
        assertThat(Causes.of(facts).get(0).known().id()).isEqualTo(nlaAlone ? "nla-off" : "rdp-security-only");
    }

    /** Offers that a server may close on; a request without RDP_NEG_REQ offers standard RDP security. */
    @ParameterizedTest
    @CsvSource({
        "00, asked-rdp-only, closes-instead-of-refusing",
        "01, asked-tls-only, closes-instead-of-refusing",
        "02, asked-nla-only, closes-instead-of-refusing",
        "03, , listener-behind-proxy-dead",
        "0b, , listener-behind-proxy-dead",
    })
    void aCloseInsteadOfARefusalIsToldFromAProxyWithoutAServer(String protocols, String word, String cause) {
        var transcript = new Transcript(Role.CLIENT, 1);
        transcript.add(new Transcript.Event(
                0,
                Transcript.Kind.SENT,
                Stage.CONNECT,
                PduNames.CONNECTION_REQUEST,
                "",
                Bytes.fromHex(REQUEST + protocols + "000000"),
                ""));
        var ending =
                new Ending(Outcome.of(EndingKind.CLOSED_FIN, Role.SERVER), Stage.X224, PduNames.CONNECTION_REQUEST, "");

        var facts = Observed.of(ending, transcript);

        assertThat(facts.observed().stream().filter(each -> each.startsWith("asked-")))
                .containsExactlyElementsOf(Optional.ofNullable(word).stream().toList());
        assertThat(Causes.of(facts).get(0).known().id()).isEqualTo(cause);
    }

    /** A server that drops the client over its Client Info, as IronRDP's does over a wrong password. */
    @ParameterizedTest
    @CsvSource({"SecurityExchange ClientInfo, salted-mac", "ClientInfo, dropped-after-client-info"})
    void withoutAKeyNothingHasAMac(String sent, String cause) {
        var transcript = new Transcript(Role.CLIENT, 1);
        transcript.add(new Transcript.Event(
                0,
                Transcript.Kind.RECEIVED,
                Stage.X224,
                PduNames.CONNECTION_CONFIRM,
                "",
                Bytes.fromHex("0300000b06d00000123400"),
                ""));
        for (String pdu : sent.split(" ")) {
            transcript.add(new Transcript.Event(0, Transcript.Kind.SENT, Stage.CLIENT_INFO, pdu, "", Bytes.EMPTY, ""));
        }
        var ending = new Ending(Outcome.of(EndingKind.CLOSED_FIN, Role.SERVER), Stage.LICENSING, "ClientInfo", "");

        assertThat(Causes.of(Observed.of(ending, transcript)).get(0).known().id())
                .isEqualTo(cause);
    }
}
