package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.explain.Sources;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of real clients, row by row with its label and a word of its source. */
class StatementsTest {

    @ParameterizedTest
    @CsvSource({
        // client, stage, ending, code, observed, shows, confidence, source
        "mstsc, active, completed, , server-ended, 0x904/0x0, reported, 10125",
        "mstsc, active, error-info, 3, ultimatum, 0x3/0x3, inferred, extended tables",
        "mstsc, active, error-info, 12, ultimatum, 0x3/0xC, inferred, 3884",
        "mstsc, capabilities, error-info, 7, , 0x904/0x7, inferred, bare close",
        "mstsc, tls, closed-rst, , , 0x904/0x7, reported, f31-private-key.test.js",
        "mstsc, tls, tls-alert, 70, , dialog 0x80090302, reported, 2628",
        "mstsc, tls, tls-alert, 40, , dialog 0x80090326, inferred, schannel-error-codes",
        "mstsc, tls, tls-alert, 48, , dialog 0x80090325, inferred, schannel-error-codes",
        "mstsc, tls, tls-alert, 80, , dialog 0x80090304, inferred, schannel-error-codes",
        "mstsc, tls, tls-alert, 112, , unknown, unknown, ",
        "mstsc, connect, refused, , proxy-refused, unknown, unknown, proxy",
        "xfreerdp, connect, refused, , proxy-refused, unknown, unknown, proxy",
        "mstsc, active, protocol-violation, , , 0xD06, reported, linrdp",
        "mstsc, connect, refused, , , 0x204, documented, imstscaxevents",
        "windowsApp, connect, refused, , , 0x204, reported, TermService",
        "windowsApp, early-auth, access-denied, 5, , 0x2407, reported, Mac",
        "mstsc, early-auth, access-denied, 5, , 0x2407, inferred, Mac",
        "mstsc, credssp, credssp-error, 0xC000006D, , 0x807, inferred, equal names",
        "mstsc, credssp, credssp-error, 0xC0000064, , 0xA07, inferred, not to be expected from Windows",
        "mstsc, credssp, credssp-error, 0xC0000072, , 0xB07, reported, Sentinel",
        "mstsc, credssp, protocol-violation, , public-key-mismatch, 0x204, reported, farland",
        "mstsc, x224, negotiation-failure, 2, , retries, reported, 2397",
        "mstsc, x224, protocol-violation, , , 0x1104, reported, elastic-cloud-server",
        "xfreerdp, active, completed, , server-ended, 131, measured, session-closed-rst",
        "xfreerdp3, active, completed, , server-ended, 147, measured, session-closed-rst",
        "xfreerdp, active, error-info, 12, , 12, measured, session-logoff",
        "xfreerdp, active, error-info, 0x102, , 242, measured, 0x102",
        "xfreerdp, active, error-info, 0x400, , 255, measured, 0x400",
        "xfreerdp, active, error-info, 0x1195, , 255, measured, 0x1195",
        "xfreerdp3, active, error-info, 0x10A, , 250, inferred, xf_exit_code",
        "xfreerdp3, active, error-info, 0x10C9, , 32, inferred, xf_exit_code",
        "xfreerdp, x224, negotiation-failure, 5, , 133, measured, Debian",
        "xfreerdp331, x224, negotiation-failure, 3, , 143, inferred, 13185",
        "xfreerdp331, x224, negotiation-failure, 5, , 161, inferred, 13185",
        "xfreerdp331, early-auth, access-denied, 5, , 155, inferred, 13185",
        "xfreerdp331, tls, closed-rst, , , 143, inferred, as xfreerdp 3.10.3",
        "rdesktop, active, error-info, 0x404, , 34, inferred, EXRD",
        "rdesktop, active, error-info, 0x1192, , 52, inferred, EXRD",
    })
    void saysWhatItsSourceSays(
            String client,
            String stage,
            String ending,
            String code,
            String observed,
            String shows,
            String confidence,
            String source) {
        var facts = Facts.of(
                        Stage.of(stage).orElseThrow(), EndingKind.of(ending).orElseThrow())
                .by(Role.SERVER);
        facts = code == null ? facts : facts.code(Long.decode(code));
        facts = observed == null ? facts : facts.observed(observed);

        var prediction = of(client, Predictions.of(facts));

        assertThat(prediction.shows()).isEqualTo(shows);
        assertThat(prediction.confidence().word()).isEqualTo(confidence);
        assertThat(prediction.source()).contains(source == null ? "" : source);
    }

    private static Prediction of(String client, Map<Program, Prediction> predictions) {
        return predictions.values().stream()
                .filter(prediction -> prediction.program().word().equals(client))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void measuredIsSaidOnlyOfTheScenarioThatWasRun() {
        var measured = Map.of(
                Program.XFREERDP,
                new Prediction(
                        Program.XFREERDP, "session", Confidence.MEASURED, "run on Debian 12", "", OptionalInt.empty()));

        assertThat(Measured.ofOwnFile(false, true, measured).get(Program.XFREERDP))
                .returns("session", Prediction::shows)
                .returns(Confidence.INFERRED, Prediction::confidence);
        assertThat(Measured.ofOwnFile(true, true, measured).get(Program.XFREERDP))
                .returns("unknown", Prediction::shows)
                .returns(Confidence.UNKNOWN, Prediction::confidence);
        assertThat(Measured.ofEnding(measured).get(Program.XFREERDP))
                .returns("session", Prediction::shows)
                .returns(Confidence.INFERRED, Prediction::confidence)
                .satisfies(prediction -> assertThat(prediction.source()).startsWith("inferred from"));
        assertThat(Measured.ofCatalogue("active/session-logoff", measured).get(Program.XFREERDP))
                .returns("12", Prediction::shows)
                .returns(Confidence.MEASURED, Prediction::confidence);
        assertThat(Measured.ofCatalogue("kerberos/anything", measured).get(Program.XFREERDP))
                .returns(Confidence.INFERRED, Prediction::confidence);
    }

    @ParameterizedTest
    @CsvSource({
        // program, scenario, a client of somebody else can be run, the file says so, confidence
        "xfreerdp, tls/certificate-ec, true, false, measured",
        "xfreerdp, x224/request-is-http, false, false, inferred",
        "rdesktop, active/session-tls, true, false, measured",
        "rdesktop, tls/certificate-ec, true, false, inferred",
        "rdesktop, kerberos/kdc-refused, true, true, measured",
        "rdesktop, kerberos/kdc-refused, true, false, inferred",
    })
    void measuredIsSaidOfWhatWasRunAlone(
            String program, String scenario, boolean playable, boolean said, String confidence) {
        var which = Program.valueOf(program.toUpperCase(Locale.ROOT));
        var predicted = Map.of(
                which,
                new Prediction(which, "session", Confidence.MEASURED, "run on Debian 12", "", OptionalInt.empty()));

        var told = Measured.ofCatalogue(scenario, playable, said ? Set.of(which) : Set.of(), predicted);

        assertThat(told.get(which).confidence().word()).isEqualTo(confidence);
    }

    @Test
    void bytesDamagedInTheSessionAreAnErrorOfEncryption() {
        var facts = Facts.of(Stage.ACTIVE, EndingKind.TLS_ALERT).by(Role.CLIENT).code(20);

        assertThat(of("mstsc", Predictions.of(facts)).shows()).isEqualTo("0xB06");
        assertThat(Causes.of(facts).get(0).known().id()).isEqualTo("stray-bytes-in-tunnel");
    }

    @Test
    void everyStatementHasASourceAndEachSourceIsListedOnce() {
        assertThat(Predictions.statements())
                .allMatch(statement -> statement.confidence() == Confidence.UNKNOWN
                        || !statement.source().isBlank());
        assertThat(Sources.all())
                .hasSizeGreaterThan(100)
                .allSatisfy((source, statements) ->
                        assertThat(statements).as(source).isNotEmpty().doesNotHaveDuplicates());
    }

    @Test
    void aPasswordIsNotWrongBeforeItWasPresented() {
        var refused = new Facts(
                Stage.CREDSSP,
                EndingKind.CREDSSP_ERROR,
                Role.SERVER,
                java.util.OptionalLong.of(0xC00700EAL),
                "TSRequest (SPNEGO NegTokenInit (NTLM NEGOTIATE))",
                "TSRequest",
                java.util.Set.of());

        assertThat(Causes.of(refused).get(0).known().id()).isEqualTo("spnego-not-supported");
        assertThat(Causes.of(refused)).noneMatch(cause -> cause.known().id().equals("wrong-password"));
    }

    @Test
    void aGoodbyeInClearMcsIsTheServersOwn() {
        var left = Facts.of(Stage.TLS, EndingKind.PROTOCOL_VIOLATION).observed("clear-mcs");

        assertThat(Causes.of(left).get(0).known().id()).isEqualTo("clear-mcs-goodbye");
    }
}
