package dev.rdplab.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverwriteTest {

    private static final Message MESSAGE = Message.of("Sample", w -> w.structure(
                    "Head", h -> h.u16be("length", 0x0102).u8("kind", 7))
            .structure("Body", b -> b.u16le("length", 0xfffe).u8("part", 1).u8("part", 2)));

    @Test
    void setsAField() {
        assertThat(change(Map.of("field", "Head.kind", "set", "ff"))).isEqualTo("0102fffeff0102");
    }

    @Test
    void findsAFieldWithoutItsStructureWhenOnlyOneEndsSo() {
        assertThat(change(Map.of("field", "kind", "xor", "01"))).isEqualTo("010206feff0102");
    }

    @Test
    void repeatsAShortMask() {
        assertThat(change(Map.of("field", "Head.length", "xor", "ff"))).isEqualTo("fefd07feff0102");
    }

    @Test
    void incrementsInEitherByteOrderAndWrapsRound() {
        assertThat(change(Map.of("field", "Body.length", "increment", 3))).isEqualTo("01020701000102");
        assertThat(change(Map.of("field", "Head.length", "increment", -3, "order", "big")))
                .isEqualTo("00ff07feff0102");
    }

    @Test
    void picksOneOfSeveralFieldsOfTheSameName() {
        assertThat(change(Map.of("field", "Body.part", "index", 2, "set", "09")))
                .isEqualTo("010207feff0109");
    }

    @Test
    void takesBytesByTheirPlace() {
        assertThat(change(Map.of("offset", 1, "set", "aabb"))).isEqualTo("01aabbfeff0102");
    }

    @Test
    void keepsTheFieldPositionsForTheNextRule() {
        var rules = List.of(
                rule(Map.of("field", "Head.kind", "set", "01")), rule(Map.of("field", "Body.part", "set", "05")));
        assertThat(run(FaultInjector.of(rules, Role.CLIENT, 1, 0))).isEqualTo("010201feff0502");
    }

    @Test
    void leavesTheMessageAloneAndSaysWhyWhenTheFieldIsNotThere() {
        assertThat(problem(Map.of("field", "Head.cookie", "set", "01")))
                .contains("no field Head.cookie in Sample")
                .contains("Head.length, Head.kind, Body.length, Body.part");
    }

    @Test
    void refusesAnAmbiguousName() {
        assertThat(problem(Map.of("field", "length", "set", "0001"))).contains("ambiguous");
    }

    @Test
    void refusesAValueOfAnotherLength() {
        assertThat(problem(Map.of("field", "Head.kind", "set", "0001"))).contains("set has 2 bytes, the field 1");
        assertThat(problem(Map.of("offset", 6, "set", "0001"))).contains("of a message of 7");
    }

    private static String problem(Map<String, ?> parameters) {
        var injector = FaultInjector.of(List.of(rule(parameters)), Role.CLIENT, 1, 0);
        assertThat(run(injector)).isEqualTo(MESSAGE.bytes().hex());
        return injector.problems().get(0);
    }

    private static String change(Map<String, ?> parameters) {
        return run(FaultInjector.of(List.of(rule(parameters)), Role.CLIENT, 1, 0));
    }

    private static Rule rule(Map<String, ?> parameters) {
        return InjectedFaults.rule(Moment.on(Role.CLIENT, "Sample", When.BEFORE), "overwrite", parameters);
    }

    private static String run(FaultInjector injector) {
        var occasion = new Occasion(Role.CLIENT, 1, Stage.X224, true, "Sample", "", 1, 0);
        var out = injector.sending(occasion, new Effect.Send(MESSAGE));
        Bytes bytes = ((Effect.Send) out.get(0)).message().bytes();
        assertThat(out).hasSize(1);
        return bytes.hex();
    }
}
