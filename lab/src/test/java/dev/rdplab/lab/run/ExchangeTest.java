package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.lab.scenario.StayForm;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import org.junit.jupiter.api.Test;

/** Data that flows once the session is up, in virtual time. */
class ExchangeTest {

    private static final String SCENARIO =
            """
            name: exchange
            summary: A session that exchanges data
            server: { security: tls }
            %s
            client: { deadlines: 4s, stay: { send: 40kB, every: 1s, both-ways: true, times: 2 } }
            expect: { stage: active, ending: %s }
            """;

    @Test
    void theClientLeavesAfterTheLastRound() throws Exception {
        var run = run("", "completed");

        assertThat(run.result().asExpected()).isTrue();
        var events = run.client().last().transcript().events();
        assertThat(events)
                .filteredOn(event ->
                        event.kind() == Transcript.Kind.SENT && event.pdu().equals(PduNames.INPUT))
                .hasSize(6);
        assertThat(events)
                .filteredOn(event ->
                        event.kind() == Transcript.Kind.RECEIVED && event.pdu().equals(PduNames.UPDATE))
                .hasSize(6);
    }

    @Test
    void aRoundThatHangsEndsInActiveAndNamesTheSize() throws Exception {
        var run = run(
                "faults: [ { at: { role: server, stage: active, on: ShutdownRequest, when: after }, do: silence } ]",
                "timeout");

        var ending = run.client().ending();
        assertThat(ending.stage()).isEqualTo(Stage.ACTIVE);
        assertThat(ending.kind()).isEqualTo(EndingKind.TIMEOUT);
        assertThat(ending.outcome().detail())
                .isEqualTo("round 1 of 2: 40000 bytes to the server and 40000 from it were not confirmed");
    }

    private static RunReport run(String faults, String ending) throws InterruptedException {
        var scenario = ScenarioReader.read("exchange.yaml", "", SCENARIO.formatted(faults, ending));
        return Run.of(scenario, RunOptions.DEFAULT.inVirtualTime());
    }

    @Test
    void refusesWhatIsNoExchange() {
        assertThatThrownBy(() -> ScenarioReader.read(
                        "x.yaml",
                        "",
                        "name: x\nsummary: x\nclient: { stay: { send: 2MB, evry: 1s } }\n"
                                + "expect: { stage: active, ending: completed }\n"))
                .hasMessageContaining("evry: unknown key (did you mean every?)")
                .hasMessageContaining("1 to 1000000 bytes");
    }

    @Test
    void isOneWordInAGrid() {
        var exchange = StayForm.parse("64kB/250ms/both").orElseThrow();

        assertThat(StayForm.text(exchange)).isEqualTo("64kB/250ms/both");
        assertThat(StayForm.parse("64kB")).isEmpty();
    }
}
