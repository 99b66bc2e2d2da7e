package dev.rdplab.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Occasion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a rule acts: the stage, connection, message and occurrence of its moment. */
class FaultMomentsTest extends InjectedFaults {

    @Test
    void takesTheBeginningOfTheFirstStageForConnect() {
        var injector = injector(Moment.entering(Role.SERVER, Stage.CONNECT), "accept-rst", Map.of());
        assertThat(injector.entered(Role.SERVER, 1, Stage.X224)).containsExactly(new Effect.Abort());
        assertThat(injector.entered(Role.SERVER, 1, Stage.TLS)).isEmpty();
    }

    @Test
    void actsOnTheNamedStageConnectionAndOccurrenceAlone() {
        var moment = Moment.on(Role.SERVER, "TSRequest", When.AFTER)
                .in(Stage.CREDSSP)
                .onConnection(2)
                .occurrence(2);
        var rule = new Rule(moment, new Endings.CloseRst());
        assertThat(fires(rule, 1, Stage.CREDSSP, 2)).isFalse();
        assertThat(fires(rule, 2, Stage.TLS, 2)).isFalse();
        assertThat(fires(rule, 2, Stage.CREDSSP, 1)).isFalse();
        assertThat(fires(rule, 2, Stage.CREDSSP, 2)).isTrue();
        assertThat(FaultInjector.of(List.of(rule), Role.CLIENT, 2, SEED).unfired())
                .isEmpty();
    }

    @Test
    void findsAMessageByWhatItCarries() {
        var injector = injector(Moment.on(Role.SERVER, "NTLM CHALLENGE", When.AFTER), "close-rst", Map.of());
        var occasion = new Occasion(Role.SERVER, 1, Stage.CREDSSP, true, "TSRequest", "NTLM CHALLENGE", 1, 1);
        assertThat(injector.sending(occasion, SEND)).hasSize(2);
    }

    @Test
    void countsAnyMessageWithinItsStage() {
        var injector = injector(
                Moment.on(Role.SERVER, Moment.ANY, When.BEFORE)
                        .in(Stage.CREDSSP)
                        .occurrence(2),
                "omit",
                Map.of());
        var x224 = new Occasion(Role.SERVER, 1, Stage.X224, true, "A", "", 1, 0);
        var credssp = new Occasion(Role.SERVER, 1, Stage.CREDSSP, true, "B", "", 1, 0);
        assertThat(injector.sending(x224, SEND)).hasSize(1);
        assertThat(injector.sending(credssp, SEND)).hasSize(1);
        assertThat(injector.sending(credssp, SEND)).isEmpty();
    }

    @Test
    void actsOnceUnlessEveryTimeIsMeant() {
        var once = injector(at(When.BEFORE), "omit", Map.of());
        var every = injector(at(When.BEFORE).each(), "omit", Map.of());
        for (int i = 1; i <= 3; i++) {
            var occasion = new Occasion(Role.SERVER, 1, Stage.X224, true, "ConnectionConfirm", "", i, 0);
            assertThat(once.sending(occasion, SEND)).hasSize(i == 1 ? 0 : 1);
            assertThat(every.sending(occasion, SEND)).isEmpty();
        }
        assertThat(every.fired()).hasSize(3);
    }

    @Test
    void appliesSeveralRulesToOneMessageInTheirOrder() {
        var rules = List.of(
                rule(at(When.BEFORE), "delay", Map.of("for", "1s")),
                rule(at(When.BEFORE), "overwrite", Map.of("field", "selectedProtocol", "set", "01000000")),
                rule(at(When.AFTER), "close-rst", Map.of()));
        var out = FaultInjector.of(rules, Role.SERVER, 1, SEED).sending(sent("ConnectionConfirm"), SEND);
        assertThat(text(out)).isEqualTo("Wait(PT1S) ConnectionConfirm:12 Abort");
        assertThat(((Effect.Send) out.get(1)).message().bytes().get(8)).isEqualTo(1);
    }

    private static boolean fires(Rule rule, int connection, Stage stage, int occurrence) {
        var injector = FaultInjector.of(List.of(rule), Role.SERVER, connection, SEED);
        injector.sending(new Occasion(Role.SERVER, connection, stage, true, "TSRequest", "", occurrence, 0), SEND);
        return !injector.fired().isEmpty();
    }
}
