package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.NegotiationReply;
import dev.rdplab.protocol.x224.RequestFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import dev.rdplab.testkit.needs.Needs;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What real servers answer to each offer, asked by our client: a selected protocol ({@code sel}), a failure code
 * ({@code F}), or a Connection Confirm without negotiation data ({@code bare}). One test a row, every cell in it.
 */
@Needs(
        value = {"xrdp", "openssl", "freerdp-shadow-cli", "winpr-hash", "freerdp-shadow-cli3", "winpr-hash3", "Xvfb"},
        also = XrdpsFiles.class)
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class NegotiationTableTest {

    private static final String NO_REQUEST = "-";
    private static final String EIGHT = "- 0 1 2 3 4 8 11";
    private static final String ELEVEN = "- 0 1 2 3 4 8 9 10 11 16";

    /** What came, and the flags of every RDP_NEG_RSP among it. */
    private record Row(String answers, String flags) {}

    @ParameterizedTest(name = "xrdp {0}")
    @CsvSource(
            textBlock =
                    """
                    RDP,       bare sel0 sel0 sel0 sel0 sel0 sel0 sel0, 01
                    TLS,       bare F1   sel1 F1   sel1 F1   F1   sel1, 01
                    NEGOTIATE, bare sel0 sel1 sel0 sel1 sel0 sel0 sel1, 01
                    """)
    void xrdp(Xrdp.Mode mode, String answers, String flags) {
        try (Xrdp xrdp = Xrdp.start(mode)) {
            assertThat(row(xrdp.port(), EIGHT)).isEqualTo(new Row(single(answers), flags));
        }
    }

    @ParameterizedTest(name = "freerdp-shadow 2 {0}")
    @CsvSource(
            textBlock =
                    """
                    NLA,     F5   F5   F5   sel2 sel2 F5 F5 sel2, 03
                    TLS,     F1   F1   sel1 F1   sel1 F1 F1 sel1, 03
                    RDP,     sel0 sel0 F2   F2   F2   F2 F2 F2,   03
                    DEFAULT, sel0 sel0 sel1 F2   sel1 F2 F2 sel1, 03
                    NO_AUTH, sel0 sel0 sel1 F2   sel1 F2 F2 sel1, 03
                    EXT,     F1   F1   F1   F1   F1   F1 F1 F1,   ''
                    """)
    void shadow2(ShadowMode mode, String answers, String flags) {
        try (Shadow2 shadow = Shadow2.start(mode)) {
            assertThat(row(shadow.port(), EIGHT)).isEqualTo(new Row(single(answers), flags));
        }
    }

    @ParameterizedTest(name = "freerdp-shadow 3 {0} {1}")
    @CsvSource(
            textBlock =
                    """
                    NLA,     '',       F5   F5   F5   sel2 sel2 F5 F5 F5   sel2 sel2 F5, 03
                    EXT,     +sec-nla, F5   F5   F5   sel2 sel2 F5 F5 F5   sel2 sel2 F5, 03
                    TLS,     '',       F1   F1   sel1 F1   sel1 F1 F1 sel1 F1   sel1 F1, 03
                    RDP,     '',       sel0 sel0 F2   F2   F2   F2 F2 F2   F2   F2   F2, 03
                    NO_AUTH, '',       sel0 sel0 sel1 F2   sel1 F2 F2 sel1 F2   sel1 F2, 03
                    DEFAULT, -sec-nla, sel0 sel0 sel1 F2   sel1 F2 F2 sel1 F2   sel1 F2, 03
                    DEFAULT, '',       sel0 sel0 sel1 sel2 sel2 F2 F2 sel1 sel2 sel2 F2, 03
                    DEFAULT, +sec-ext, sel0 sel0 sel1 sel2 sel2 F2 F2 sel1 sel2 sel2 F2, 03
                    EXT,     '',       F1   F1   F1   F1   F1   F1 F1 F1   F1   F1   F1, ''
                    """)
    void shadow3(ShadowMode mode, String option, String answers, String flags) {
        try (Shadow3 shadow = shadow3(mode, option)) {
            assertThat(row(shadow.port(), ELEVEN)).isEqualTo(new Row(single(answers), flags));
        }
    }

    @Test
    void shadow3WithRemoteGuardSaysSoInItsFlags() {
        try (Shadow3 shadow = shadow3(ShadowMode.NLA, "+remote-guard")) {
            assertThat(row(shadow.port(), "2")).isEqualTo(new Row("sel2", "13"));
        }
    }

    @Test
    void shadow3WithoutRemoteGuardClosesOnARequestForIt() {
        try (Shadow3 shadow = shadow3(ShadowMode.NLA, "")) {
            assertThat(answer(shadow.port(), "2", RequestFlags.REDIRECTED_AUTHENTICATION_MODE_REQUIRED))
                    .isEmpty();
        }
    }

    private static Shadow3 shadow3(ShadowMode mode, String option) {
        String[] more = option.isEmpty() ? new String[0] : new String[] {option};
        return Shadow3.start(mode, Account.ALICE, more);
    }

    private static String single(String answers) {
        return answers.replaceAll(" +", " ");
    }

    private static Row row(int port, String offers) {
        var flags = new TreeSet<String>();
        var answers = Stream.of(offers.split(" "))
                .map(offer -> answer(port, offer, RequestFlags.NONE)
                        .map(confirm -> word(confirm, flags))
                        .orElse("none"))
                .collect(Collectors.joining(" "));
        return new Row(answers, String.join(" ", flags));
    }

    private static String word(ConnectionConfirm confirm, TreeSet<String> flags) {
        if (confirm.reply().isEmpty()) {
            return "bare";
        }
        if (confirm.reply().get() instanceof NegotiationReply.Failure failure) {
            return "F" + failure.failureCode().value();
        }
        var response = (NegotiationReply.Response) confirm.reply().get();
        flags.add("%02x".formatted(response.flags().value()));
        return "sel" + response.selectedProtocol().value();
    }

    /** One connection with one offer, left as soon as it is answered. */
    private static Optional<ConnectionConfirm> answer(int port, String offer, RequestFlags flags) {
        var protocols = offer.equals(NO_REQUEST)
                ? Optional.<SecurityProtocols>empty()
                : Optional.of(new SecurityProtocols(Long.parseLong(offer)));
        var report = RdpClient.run(LabClient.options(port, ClientProfile.MSTSC, Security.AUTO, Account.ALICE)
                .adjust(policy -> policy.withOffer(protocols).withOfferFlags(flags))
                .until(Stage.TLS)
                .maxAttempts(1));
        return report.last().transcript().events().stream()
                .filter(event -> event.kind() == Transcript.Kind.RECEIVED)
                .map(Transcript.Event::bytes)
                .findFirst()
                .map(NegotiationTableTest::confirm);
    }

    private static ConnectionConfirm confirm(Bytes bytes) {
        return ConnectionConfirm.decode(WireReader.of(bytes, Stage.X224, PduNames.CONNECTION_CONFIRM));
    }
}
