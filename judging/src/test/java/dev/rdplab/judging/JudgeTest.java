package dev.rdplab.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.judging.Judgement.Kind;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.words.BadValueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With shell scripts for programs. */
class JudgeTest {

    private static final Scenario RESET =
            Catalogue.load().find("tls/server-key-unreadable").orElseThrow();
    private static final Scenario SESSION =
            Catalogue.load().find("active/session-nla").orElseThrow();

    /** Makes a connection and leaves it open. */
    private static final String CONNECT = "exec 3<>/dev/tcp/$1/$2; ";

    @TempDir
    private Path folder;

    @Test
    void aProgramThatDoesAsExpectedPasses() throws Exception {
        var judgement = judge("exit 3", "expect: [{ scenario: 'tls/*', exit: [3, 4], connections: 0 }]", RESET);

        assertThat(judgement.kind()).isEqualTo(Kind.PASS);
        assertThat(judgement.outcome().orElseThrow().word()).isEqualTo("exit 3");
    }

    @Test
    void everyDifferenceIsNamed() throws Exception {
        var judgement = judge(
                "echo hello; exit 5",
                "expect: [{ scenario: 'tls/*', exit: 3, connections: 1, output: 'good.?bye' }]",
                RESET);

        assertThat(judgement.kind()).isEqualTo(Kind.FAIL);
        assertThat(judgement.explanation())
                .contains(
                        "exit 5 instead of exit 3",
                        "0 connections instead of 1",
                        "its output has no good.?bye",
                        "x.yaml:4");
        assertThat(judgement.details()).contains("| hello");
    }

    @Test
    void aKnownFailureHasItsReasonAndMustStillFailThatWay() throws Exception {
        String expectations = "expect: [{ scenario: 'tls/*', exit: 5, fails: an old bug }]";

        assertThat(judge(CONNECT + "exit 5", expectations, RESET))
                .returns(Kind.EXPECTED_FAILURE, Judgement::kind)
                .returns("an old bug", Judgement::explanation);
        assertThat(judge(CONNECT + "exit 6", expectations, RESET).kind()).isEqualTo(Kind.FAIL);
    }

    @Test
    void eightyNineMeansUnimplemented() throws Exception {
        assertThat(judge("exit 89", "", RESET).kind()).isEqualTo(Kind.UNIMPLEMENTED);
    }

    @Test
    void withoutExpectationsAProgramMustFailWhereTheScenarioDoes() throws Exception {
        assertThat(judge(CONNECT + "exit 1", "", RESET).kind()).isEqualTo(Kind.PASS);
        assertThat(judge(CONNECT + "exit 0", "", RESET).explanation()).contains("exit 0 instead of exit other than 0");
        assertThat(judge(CONNECT + "exit 0", "", SESSION).explanation()).contains("without a session");
    }

    @Test
    void aProgramThatNeverConnectsPassesNowhere() throws Exception {
        for (var expectations :
                List.of("", "expect: [{ scenario: '*', exit: 1 }]", "expect: [{ scenario: '*', shows: any }]")) {
            var judgement = judge("exit 1", expectations, RESET);

            assertThat(judgement.kind()).as(expectations).isEqualTo(Kind.FAIL);
            assertThat(judgement.explanation()).contains("never connected");
        }
    }

    @Test
    void aProgramLongOutputKeepsItsLastLines() throws Exception {
        var judgement = judge(CONNECT + "yes 0123456789 | head -100000; echo the end; exit 1", "", RESET);

        assertThat(judgement.lastLines(1)).containsExactly("the end");
    }

    @Test
    void aProgramIsLedToTheRealmOfItsScenario() throws Exception {
        var judgement = judge(
                "head -2 $KRB5_CONFIG; echo $KRB5CCNAME; echo $1; exit 1",
                "",
                Catalogue.load().find("kerberos/clock-server-behind").orElseThrow());

        assertThat(judgement.outcome().orElseThrow().output())
                .containsSubsequence("default_realm = LAB.EXAMPLE", "FILE:/", "/tickets", "localhost");
    }

    @Test
    void whatIsSkippedIsNotRun() throws Exception {
        var judgement =
                judge("touch " + folder.resolve("ran"), "expect: [{ scenario: '*', skip: takes an hour }]", RESET);

        assertThat(judgement.kind()).isEqualTo(Kind.SKIPPED);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void placeholdersEnvironmentAndAnswersReachTheProgram() throws Exception {
        var judgement = judge(
                "read answer; echo \"$answer $GIVEN $HOME $KRB5_CONFIG\"; cat \"$3\"; head -1 \"$4\"; echo $1:$2 $#;"
                        + " exit 1",
                "answer: 'yes'\nenvironment: { GIVEN: here }\n",
                RESET);

        assertThat(judgement.outcome().orElseThrow().output())
                .startsWith("yes here /")
                .contains("-judge-", "krb5.conf", "Lab-Pass-1", "-----BEGIN CERTIFICATE-----")
                .contains("127.0.0.1:")
                // The scenario's client may choose its security, so the argument with it is left out.
                .contains(" 4\n");
    }

    @Test
    void aProgramThatStaysIsEndedWithAllItStarted() throws Exception {
        var pids = folder.resolve("pids");
        // The first limit within which a busy machine starts a shell.
        for (int seconds = 2; !Files.exists(pids); seconds *= 5) {
            var judgement = judge(
                    "trap '' TERM; sleep 300 & echo $! $$ > %1$s.new; mv %1$s.new %1$s; wait; sleep 300"
                            .formatted(pids),
                    "limit: " + seconds + "s\nexpect: [{ scenario: '*', shows: waits, connections: 0 }]",
                    RESET);

            assertThat(judgement.kind()).isEqualTo(Kind.PASS);
        }
        for (String pid : Files.readString(pids).strip().split(" ")) {
            assertThat(ProcessHandle.of(Long.parseLong(pid))
                            .filter(process -> process.info().command().isPresent()))
                    .isEmpty();
        }
    }

    @Test
    void aProgramOfWhichEnoughIsSeenIsEndedBeforeItsLimit() throws Exception {
        var enough = CompletableFuture.completedFuture(null);
        var ended = ProgramRun.of(List.of("sleep", "300"), Map.of(), folder, "", Duration.ofMinutes(10), enough);

        assertThat(ended.exit()).isEmpty();
    }

    @Test
    void aSettingThatTheProgramIsNotToldOfIsPlayedOnlyWhereAnEntrySaysSo() throws Exception {
        var rejecting = ScenarioReader.read(
                "own.yaml",
                "tls",
                """
                name: own
                summary: the client rejects any certificate
                client: { certificate: reject }
                expect: { stage: tls, ending: tls-alert }
                """);

        assertThat(judge("exit 3", "", rejecting))
                .returns(Kind.SKIPPED, Judgement::kind)
                .returns("its client has certificate: reject, which the program is not told", Judgement::explanation);
        assertThat(judge("exit 3", "expect: [{ scenario: 'tls/*', exit: 3, connections: 0 }]", rejecting)
                        .kind())
                .isEqualTo(Kind.PASS);
    }

    @Test
    void judgementsAreWrittenAsJUnitXml() throws Exception {
        var file = folder.resolve("judge.xml");
        Files.writeString(
                file,
                JudgementXml.of(
                        "shell",
                        List.of(
                                judge(CONNECT + "echo 'a < b & \u0001'; exit 0", "", RESET),
                                judge("exit 89", "", RESET),
                                judge(CONNECT + "exit 1", "", RESET))));

        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("a < b &");
    }

    @Test
    void ourClientIsJudgedAgainstAServer() throws Exception {
        try (var server = ScenarioServer.start(SESSION, ScenarioServerOptions.DEFAULT)) {
            var client = OwnClient.against(server.address(), 1, LogonGuard.create());

            assertThat(client.judge(SESSION).kind()).isEqualTo(Kind.PASS);
            assertThat(client.judge(RESET).kind()).isEqualTo(Kind.SKIPPED);
        }
        try (var server = ScenarioServer.start(RESET, ScenarioServerOptions.DEFAULT)) {
            assertThat(OwnClient.against(server.address(), 1, LogonGuard.create())
                            .judge(SESSION)
                            .explanation())
                    .isEqualTo("closed-rst by server in tls instead of completed in active");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XFREERDP", "XFREERDP3", "RDESKTOP"})
    void theBundledExpectationsNameScenariosThatThereAre(Program program) {
        var file = ExpectationFile.bundled(program);

        assertThat(file.command()).isPresent();
        assertThat(ProgramCommand.parse(file.command().get()).program()).isEqualTo("stdbuf");
        var all = Catalogue.load().all();
        assertThat(file.entries())
                .isNotEmpty()
                .allMatch(entry -> all.stream().anyMatch(entry::fits), "names a scenario that there is");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> ProgramCommand.parse("x {hots}"))
                .hasMessageContaining("{hots} is not a placeholder; there are certificate, domain, host");
        assertThatThrownBy(() -> ProgramCommand.parse("x 'y")).hasMessageContaining("a quote is not closed");
        assertThat(ProgramCommand.parse("x 'a b'\"c d\" /v:{host}:{port}").with(Map.of("host", "h", "port", "7")))
                .containsExactly("x", "a bc d", "/v:h:7");
        assertThatThrownBy(() -> ExpectationFile.read("x.yaml", "name: x\nexpect:\n  - { scenario: a, exits: 3 }"))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining("x.yaml:3: expect[0].exits: unknown key (did you mean exit?)");
        assertThat(new Outcome(OptionalInt.empty(), 0, false, "", Duration.ZERO).word())
                .isEqualTo("still running");
    }

    private Judgement judge(String script, String expectations, Scenario scenario) throws Exception {
        var file = ExpectationFile.read("x.yaml", "name: shell\n\n\n" + expectations);
        var program = Files.writeString(folder.resolve("program.sh"), script + "\n");
        var command =
                ProgramCommand.parse("bash " + program + " {host} {port} {password-file} {certificate} {security}");
        return new Judge(command, file, Map.of(), 1).judge(scenario);
    }
}
