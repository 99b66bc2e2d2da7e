package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnoseLogsTest {

    @TempDir
    Path folder;

    private Path capture;
    private Instant began;
    private String client;

    @BeforeEach
    void makeACapture() {
        assertThat(Cli.run(
                                "reproduce",
                                "server-key-unreadable",
                                "--quiet",
                                "--out",
                                folder.resolve("e").toString())
                        .exit())
                .isZero();
        capture = folder.resolve("e/handshake.pcapng");
        var diagnosis =
                Cli.run("diagnose", capture.toString(), "--json").objects().get(0);
        began = Instant.parse(diagnosis.path("began").asText());
        client = diagnosis.path("client").asText();
    }

    private static String event(String provider, String channel, int id, Instant time, String data) {
        return "<Event><System><Provider Name='" + provider + "'/><EventID>" + id
                + "</EventID><TimeCreated SystemTime='" + time
                + "'/><EventRecordID>" + id + "</EventRecordID><Channel>" + channel
                + "</Channel><Computer>RDS01</Computer></System>"
                + "<EventData>" + data + "</EventData></Event>\n";
    }

    private String accepted(Instant time) {
        String provider = "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS";
        return event(
                provider,
                provider + "/Operational",
                131,
                time,
                "<Data Name='ConnType'>TCP</Data><Data Name='ClientIP'>" + client + "</Data>");
    }

    private static String unreadable(Instant time) {
        return event(
                "Schannel",
                "System",
                36870,
                time,
                "<Data Name='Type'>server</Data><Data Name='ErrorCode'>0x8009030D</Data>");
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("server.xml"), text);
    }

    private JsonNode diagnose(String... more) {
        var args = new ArrayList<>(List.of("diagnose", capture.toString(), "--json"));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new)).objects().get(0);
    }

    @Test
    void aRecordOfTheLogProvesTheCauseAndIsQuoted() throws IOException {
        var log = log(accepted(began.plusMillis(20)) + unreadable(began.plusMillis(100)));

        var with = diagnose("--log", log.toString());
        var without = diagnose();

        var cause = with.path("result").path("causes").path(0);
        assertThat(cause.path("id").asText()).isEqualTo("private-key-unreadable");
        assertThat(cause.path("confidence").asText()).isEqualTo("proven");
        assertThat(cause.path("records").path(0).path("id").asInt()).isEqualTo(36870);
        assertThat(cause.path("records")
                        .path(0)
                        .path("fields")
                        .path("ErrorCode")
                        .asText())
                .isEqualTo("0x8009030D");
        assertThat(with.path("logs").path("joined").asText()).isEqualTo("address and port");
        assertThat(without.path("result")
                        .path("causes")
                        .path(0)
                        .path("confidence")
                        .asText())
                .isNotEqualTo("proven");
        assertThat(without.has("logs")).isFalse();
        assertThat(without.path("result").path("predictions").findValuesAsText("confidence"))
                .as("no program was run on this connection")
                .isNotEmpty()
                .doesNotContain("measured");
    }

    @Test
    void aClockThatIsAheadIsFoundOrGiven() throws IOException {
        var log = log(accepted(began.plusSeconds(90))
                + unreadable(began.plusSeconds(90).plusMillis(100)));
        assertThat(diagnose("--log", log.toString()).path("logs").path("proven").asText())
                .isEqualTo("private-key-unreadable");

        var alone = log(unreadable(began.plusSeconds(90).plusMillis(100)));
        assertThat(diagnose("--log", alone.toString())
                        .path("logs")
                        .path("proven")
                        .isNull())
                .isTrue();
        assertThat(diagnose("--log", alone.toString(), "--clock-offset", "+90s")
                        .path("logs")
                        .path("proven")
                        .asText())
                .isEqualTo("private-key-unreadable");
    }

    @Test
    void logsAloneGiveATableOfConnections() throws IOException {
        var log = log(accepted(began) + unreadable(began.plusMillis(100)));

        var run = Cli.run("diagnose", "--log", log.toString());
        var json =
                Cli.run("diagnose", "--log", log.toString(), "--json").objects().get(0);

        assertThat(run.exit()).isEqualTo(Exit.UNEXPECTED);
        assertThat(run.out())
                .contains(client)
                .contains("private-key-unreadable")
                .contains("event 36870");
        assertThat(json.path("causes").path(0).path("confidence").asText()).isEqualTo("proven");
    }

    @Test
    void thePageShowsWireAndLogOnOneTimeLine() throws IOException {
        var last = diagnose().path("result").path("stages").path(2);
        long end = last.path("startMs").asLong() + last.path("durationMs").asLong();
        var log = log(accepted(began) + unreadable(began.plusMillis(end + 500)));
        var out = folder.resolve("page");

        diagnose("--log", log.toString(), "--out", out.toString());
        var page = Files.readString(out.resolve("report.html")).replaceAll("(?s)<script.*?</script>", "");

        assertThat(page)
                .contains("<figure class=\"scroll timeline\"><svg", "System event 36870, record 36870")
                .contains("<strong>Proof: </strong>System event 36870", "ErrorCode=0x8009030D")
                .contains("<h3>What to do next</h3><p>Give NETWORK SERVICE read access to the key")
                .contains("<dt>log server.xml</dt><dd>Windows events (XML), 2 records</dd>")
                .contains("<dt>log records joined by</dt><dd>address and port</dd>");
        assertThat(page.substring(page.indexOf("scroll timeline"), page.indexOf("as a table, with")))
                .containsSubsequence(
                        "RdpCoreTS/Operational event 131",
                        "ConnectionConfirm",
                        "closed-rst",
                        "proves the cause: Schannel could not");
    }

    @Test
    void thePageSaysWhatTheLogsDoNotHave() throws IOException {
        var log = log(unreadable(began.minusSeconds(600)) + unreadable(began.plusSeconds(600)));
        var out = folder.resolve("page");

        diagnose("--log", log.toString(), "--out", out.toString());

        assertThat(out.resolve("report.html"))
                .content()
                .contains("No record of the logs belongs to this connection.", "has no Schannel 36870")
                .doesNotContain("<figure class=\"scroll timeline\">");
    }

    @Test
    void logsAloneGiveAPageAsWell() throws IOException {
        var log = log(accepted(began) + unreadable(began.plusMillis(100)));
        var out = folder.resolve("page");

        assertThat(Cli.run("diagnose", "--log", log.toString(), "--out", out.toString())
                        .exit())
                .isEqualTo(Exit.UNEXPECTED);

        assertThat(out.resolve("report.html"))
                .content()
                .contains(client, "private-key-unreadable (proven)", "Proof: System event 36870", "<dt>made</dt>")
                .doesNotContain("RDS01");
    }

    @Test
    void namesAreMaskedUnlessTheyAreAskedFor() throws IOException {
        var log = log(event(
                "Microsoft-Windows-Security-Kerberos",
                "System",
                4,
                began.plusMillis(100),
                "<Data Name='Targetname'>TERMSRV/secret.example</Data>"));

        assertThat(Cli.run("diagnose", capture.toString(), "--log", log.toString())
                        .out())
                .contains("TERMSRV/***")
                .doesNotContain("secret.example");
        assertThat(Cli.run("diagnose", capture.toString(), "--log", log.toString(), "--show-names")
                        .out())
                .contains("TERMSRV/secret.example");
    }

    @Test
    void aLogThatCannotBeReadOrIsNoneIsSaidToBeSo() throws IOException {
        var unknown = Cli.run(
                "diagnose",
                capture.toString(),
                "--log",
                Files.writeString(folder.resolve("x"), "hello").toString());
        var missing = Cli.run(
                "diagnose", capture.toString(), "--log", folder.resolve("none").toString());

        assertThat(unknown.exit()).isEqualTo(Exit.USAGE);
        assertThat(unknown.err()).contains("x is in no known format of logs");
        assertThat(missing.exit()).isEqualTo(Exit.CANNOT_RUN);
        assertThat(missing.err()).contains("no such file");
        assertThat(Cli.run("diagnose").exit()).isEqualTo(Exit.USAGE);
        assertThat(Cli.run(
                                "diagnose",
                                capture.toString(),
                                "--log",
                                folder.resolve("x").toString(),
                                "--clock-offset",
                                "soon")
                        .exit())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void collectPrintsCommandsThatOnlyRead() {
        var text = Cli.run("collect", "--last", "4h");
        var script = Cli.run("collect", "--powershell");

        assertThat(text.exit()).isZero();
        assertThat(text.out().lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
                .hasSizeGreaterThan(7)
                .allSatisfy(line -> assertThat(line).startsWith("wevtutil epl ").contains("14400000"));
        assertThat(script.out()).contains("wevtutil.exe epl").contains("'dc'").doesNotContain("Remove-");
    }

    @Test
    void anEventCopiedAsTextSaysWhatItSaysThoughItNamesNoConnection() throws IOException {
        String provider = "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS";
        var copied = "Log Name:      " + provider + "/Operational\r\nEvent ID:      226\r\nEvent Xml:\r\n"
                + event(
                                provider,
                                provider + "/Operational",
                                226,
                                began,
                                "<Data Name='StateTransition'>RDP_TCP</Data><Data Name='ErrorCode'>0x80070040</Data>")
                        .replace("<Event>", "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>");

        var run = Cli.run("diagnose", "--log", log(copied).toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("no connection in the logs").contains("the client was gone");
    }
}
