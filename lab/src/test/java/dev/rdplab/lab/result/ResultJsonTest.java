package dev.rdplab.lab.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.LogRecord;
import dev.rdplab.lab.verdict.Observed;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResultJsonTest {

    private final JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(ResultJson.class.getResourceAsStream("/dev/rdplab/lab/schema/result.schema.json"));

    static List<Scenario> scenarios() {
        return Catalogue.load().all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyResultOfTheCatalogueFitsTheSchema(Scenario scenario) {
        var result = asExpected(scenario);

        assertThat(schema.validate(ResultJson.of(result))).isEmpty();
        assertThat(result.differences()).isEmpty();
        assertThat(result.asExpected()).isTrue();
    }

    @Test
    void aProbeWithoutServerSeedAndExpectationFitsToo() {
        var facts = Facts.of(Stage.TLS, EndingKind.CLOSED_RST);
        var result =
                result("host:3389", OptionalLong.empty(), client(facts), facts, Optional.empty(), Optional.empty());

        var json = ResultJson.of(result);

        assertThat(schema.validate(json)).isEmpty();
        assertThat(json.path("server").isNull()).isTrue();
        assertThat(json.path("asExpected").asBoolean()).isFalse();
        assertThat(json.at("/predictions/mstsc/reason").asText()).isEqualTo("0x904");
        assertThat(json.at("/causes/0/for")).isNotEmpty();
    }

    @Test
    void writesLargeCodesInHexadecimal() {
        var locked = Catalogue.load().find("account-locked").orElseThrow();

        assertThat(ResultJson.of(asExpected(locked)).at("/client/code").asText())
                .isEqualTo("0xC0000234");
    }

    @Test
    void remarksAndProofsFitTheSchema() {
        var result = asExpected(scenarios().get(0));
        var side = result.client();
        var record = new LogRecord(
                "system.xml", 7, "System", "Schannel", 36870, Instant.EPOCH, Map.of("ErrorCode", "0x8009030D"));
        var unplaced = new Side(null, EndingKind.CAPTURE_ENDS, Role.SERVER, OptionalLong.empty(), "", "", "");
        var more = new Result(
                        result.scenario(),
                        result.seed(),
                        result.link(),
                        result.attempts(),
                        unplaced,
                        result.server(),
                        result.stages(),
                        result.predictions(),
                        List.of(result.causes().get(0).proven(List.of(record))),
                        result.transcriptSha256(),
                        Optional.empty(),
                        result.problems(),
                        result.tries())
                .remarks(new Remarks(
                                List.of(new Deviation("ConnectInitial", "connectPDU.length", 123, "266", "268")),
                                List.of(new FaultOutcome("server tls after ClientHello", false, "no TLS was spoken")),
                                List.of("password-not-checked"),
                                Optional.empty())
                        .legs(new Legs(side, side)));

        var json = ResultJson.of(more);

        assertThat(schema.validate(json)).isEmpty();
        assertThat(json.at("/client/stage").isNull()).isTrue();
        assertThat(json.at("/causes/0/confidence").asText()).isEqualTo("proven");
        assertThat(json.at("/causes/0/records/0/id").asInt()).isEqualTo(36870);
        assertThat(json.at("/notes/0").asText()).isEqualTo("password-not-checked");
    }

    @Test
    void aResultWithoutRemarksHasEmptyLists() {
        var json = ResultJson.of(asExpected(scenarios().get(0)));

        assertThat(json.fieldNames())
                .toIterable()
                .doesNotContain("legs")
                .contains("predictions", "deviations", "faults", "notes");
        assertThat(json.path("notes").isArray()).isTrue();
        assertThat(json.path("predictions").fieldNames())
                .toIterable()
                .containsExactly("mstsc", "windowsApp", "xfreerdp", "xfreerdp3", "xfreerdp331", "rdesktop");
    }

    static Stream<Consumer<ObjectNode>> damages() {
        return Stream.of(
                json -> json.remove("client"),
                json -> json.put("extra", 1),
                json -> json.put("schema", "other"),
                json -> json.put("transcriptSha256", "xyz"),
                json -> ((ObjectNode) json.path("client")).put("stage", "login"),
                json -> ((ObjectNode) json.path("client")).put("code", "40"),
                json -> ((ObjectNode) json.path("link")).put("layer", "loss"),
                json -> ((ObjectNode) json.at("/predictions/mstsc")).put("confidence", "proven"),
                json -> json.putArray("notes").add(1),
                json -> json.putArray("faults").addObject().put("at", "tls"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void theSchemaRefusesWhatIsWrong(Consumer<ObjectNode> damage) {
        ObjectNode json = ResultJson.of(asExpected(scenarios().get(0)));
        damage.accept(json);

        assertThat(schema.validate((JsonNode) json)).isNotEmpty();
    }

    @Test
    void namesEveryDifference() {
        var scenario = scenarios().get(0);
        var facts = Facts.of(Stage.X224, EndingKind.TIMEOUT).by(Role.CLIENT);
        var result = result(
                scenario.path(), OptionalLong.of(1), client(facts), facts, Optional.empty(), Optional.of(scenario));

        assertThat(result.differences())
                .contains("stage x224, expected tls", "ending timeout, expected closed-rst")
                .anyMatch(difference -> difference.startsWith("mstsc 0x108"));
        assertThat(result.asExpected()).isFalse();
    }

    @Test
    void aConfidenceThatIsNotThePredictionsIsADifference() {
        var scenario = Catalogue.load().find("tls/server-hello-after-rst").orElseThrow();
        var onHello = Facts.of(Stage.TLS, EndingKind.CLOSED_RST).by(Role.SERVER);

        assertThat(through("direct", Map.of(), onHello, scenario).differences())
                .containsExactly("confidence reported, expected inferred");
        assertThat(through("direct", Map.of(), onHello.observed(Facts.CLIENT_HELLO_ANSWERED), scenario)
                        .differences())
                .isEmpty();
    }

    @Test
    void aProxyThatWasPutBetweenMayTurnAResetIntoAFin() {
        var scenario = Catalogue.load().find("server-key-unreadable").orElseThrow();
        var facts = Facts.of(Stage.TLS, EndingKind.CLOSED_FIN).by(Role.SERVER);

        assertThat(through("toxiproxy", Map.of(), facts, scenario).differences())
                .isEmpty();
        assertThat(through("toxiproxy", Map.of("latency", 5), facts, scenario).differences())
                .containsExactly("ending closed-fin, expected closed-rst");
        assertThat(through("direct", Map.of(), facts, scenario).differences())
                .containsExactly("ending closed-fin, expected closed-rst");
    }

    private static Result through(String backend, Map<String, Object> settings, Facts facts, Scenario scenario) {
        var result = result(
                scenario.path(), OptionalLong.of(7), client(facts), facts, Optional.empty(), Optional.of(scenario));
        return new Result(
                result.scenario(),
                result.seed(),
                new LinkUsed(backend, "stream", settings),
                result.attempts(),
                result.client(),
                result.server(),
                result.stages(),
                result.predictions(),
                result.causes(),
                result.transcriptSha256(),
                result.expected(),
                result.problems(),
                result.tries());
    }

    private static Result asExpected(Scenario scenario) {
        var expect = scenario.expect();
        var facts = Facts.of(expect.stage(), expect.ending()).by(expect.by().orElse(Role.SERVER));
        var seen = expect.code().isPresent() ? facts.code(expect.code().getAsLong()) : facts;
        if (expect.stage() == Stage.TLS && expect.confidence() == Confidence.INFERRED) {
            seen = seen.observed(Facts.CLIENT_HELLO_ANSWERED);
        }
        if (expect.mstsc().filter(pair -> pair.reason() == 3).isPresent()) {
            seen = seen.observed(Observed.ULTIMATUM);
        }
        if (expect.ending() == EndingKind.COMPLETED && expect.mstsc().isPresent()) {
            seen = seen.observed(Observed.SERVER_ENDED);
            if (expect.confidence() == Confidence.INFERRED) {
                seen = seen.observed(Observed.ULTIMATUM);
            }
        }
        var client = side(seen.stage(), seen.ending(), seen.by(), seen.code(), expect.detail());
        var server = expect.server()
                .map(end -> side(end.stage(), end.ending(), end.by().orElse(Role.SERVER), end.code(), end.detail()))
                .orElseGet(() -> side(expect.stage(), EndingKind.CLOSED_FIN, Role.SERVER, OptionalLong.empty(), ""));
        return result(scenario.path(), OptionalLong.of(7), client, seen, Optional.of(server), Optional.of(scenario));
    }

    private static Side client(Facts facts) {
        return side(facts.stage(), facts.ending(), facts.by(), facts.code(), "");
    }

    private static Side side(Stage stage, EndingKind ending, Role by, OptionalLong code, String detail) {
        return new Side(stage, ending, by, code, detail, "TSRequest (NTLM NEGOTIATE)", "");
    }

    private static Result result(
            String name,
            OptionalLong seed,
            Side client,
            Facts facts,
            Optional<Side> server,
            Optional<Scenario> scenario) {
        return new Result(
                name,
                seed,
                LinkUsed.DIRECT,
                scenario.map(one -> one.expect().attempts().orElse(1)).orElse(1),
                client,
                server,
                List.of(new StageTime(Stage.X224, Duration.ofMillis(1), Duration.ofNanos(1_234_567), 43, 19)),
                Predictions.of(facts),
                Causes.of(facts),
                "0".repeat(64),
                scenario.map(Scenario::expect),
                List.of(),
                List.of());
    }
}
