package dev.rdplab.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor.Reception;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultInjectorTest extends InjectedFaults {

    @Test
    void changesNothingWithoutRules() {
        var injector = FaultInjector.of(List.of(), Role.SERVER, 1, SEED);
        assertThat(injector.entered(Role.SERVER, 1, Stage.X224)).isEmpty();
        assertThat(injector.sending(sent("ConnectionConfirm"), SEND)).containsExactly(SEND);
        assertThat(injector.received(received("ConnectionRequest"), CONFIRM)).isSameAs(Reception.PROCEED);
        assertThat(injector.watchesWire()).isFalse();
    }

    @Test
    void handsBackTheVerySendThatNoRuleConcerns() {
        var injector = injector(at(When.BEFORE), "close-rst", Map.of());
        var other = new Effect.Send(Message.raw("Other", Bytes.of(1)));
        assertThat(injector.sending(sent("Other"), other).get(0)).isSameAs(other);
    }

    @Test
    void resetsBeforeAfterAndInsideAMessage() {
        assertThat(strike(at(When.BEFORE), "close-rst", Map.of())).isEqualTo("Abort");
        assertThat(strike(at(When.AFTER), "close-rst", Map.of())).isEqualTo("ConnectionConfirm:12 Abort");
        assertThat(strike(at(When.at(5)), "close-rst", Map.of())).isEqualTo("ConnectionConfirm[0..5):5 Abort");
        assertThat(strike(at(When.at(99)), "close-rst", Map.of())).isEqualTo("ConnectionConfirm:12 Abort");
    }

    @Test
    void closesInEveryManner() {
        assertThat(strike(at(When.BEFORE), "close-fin", Map.of())).isEqualTo("Close(ORDERLY)");
        assertThat(strike(at(When.BEFORE), "close-without-notify", Map.of())).isEqualTo("Close(WITHOUT_NOTIFY)");
        assertThat(strike(at(When.BEFORE), "close-notify-then-silence", Map.of()))
                .isEqualTo("Close(NOTIFY_ONLY) Wait(PT8760H)");
        assertThat(strike(at(When.AFTER), "silence", Map.of())).isEqualTo("ConnectionConfirm:12 Wait(PT8760H)");
    }

    @Test
    void doesNothingMoreAfterAnEnd() {
        var injector = injector(at(When.AFTER), "silence", Map.of());
        injector.sending(sent("ConnectionConfirm"), SEND);
        assertThat(injector.sending(sent("Other"), SEND)).isEmpty();
        assertThat(injector.received(received("Other"), CONFIRM)).isEqualTo(new Reception(List.of(), false));
        assertThat(injector.entered(Role.SERVER, 1, Stage.TLS)).isEmpty();
    }

    @Test
    void delaysWhatComesLater() {
        assertThat(strike(at(When.BEFORE), "delay", Map.of("for", "250ms")))
                .isEqualTo("Wait(PT0.25S) ConnectionConfirm:12");
        assertThat(strike(at(When.AFTER), "delay", Map.of("for", "1.5s")))
                .isEqualTo("ConnectionConfirm:12 Wait(PT1.5S)");
        assertThat(strike(at(When.at(4)), "delay", Map.of("for", "2s")))
                .isEqualTo("ConnectionConfirm[0..4):4 Wait(PT2S) ConnectionConfirm:8");
    }

    @Test
    void renegotiatesAndGoesOn() {
        assertThat(strike(at(When.AFTER), "renegotiate", Map.of())).isEqualTo("ConnectionConfirm:12 StartTls");
    }

    @Test
    void dripsAndSplits() {
        assertThat(strike(at(When.BEFORE), "drip", Map.of("bytes", 5, "interval", "1s")))
                .isEqualTo("ConnectionConfirm[0..5):5 Wait(PT1S) ConnectionConfirm[5..10):5 Wait(PT1S)"
                        + " ConnectionConfirm:2");
        assertThat(strike(at(When.BEFORE), "split", Map.of("size", 6)))
                .isEqualTo("ConnectionConfirm[0..6):6 ConnectionConfirm:6");
        assertThat(effects(at(When.BEFORE), "split", Map.of())).hasSize(12);
    }

    @Test
    void splitsWithoutChangingABytes() {
        var bytes = effects(at(When.BEFORE), "split", Map.of()).stream()
                .map(e -> ((Effect.Send) e).message().bytes())
                .toArray(Bytes[]::new);
        assertThat(Bytes.concat(bytes)).isEqualTo(CONFIRM.bytes());
    }

    @Test
    void joinsWithTheMessagesThatFollow() {
        var injector = injector(at(When.BEFORE), "join", Map.of("count", 3));
        var a = new Effect.Send(Message.raw("A", Bytes.of(1)));
        var b = new Effect.Send(Message.raw("B", Bytes.of(2, 3)));
        assertThat(injector.sending(sent("ConnectionConfirm"), SEND)).isEmpty();
        assertThat(injector.sending(sent("A"), a)).isEmpty();
        var out = injector.sending(sent("B"), b);
        assertThat(text(out)).isEqualTo("ConnectionConfirm + A + B:15");
        assertThat(((Effect.Send) out.get(0)).message().bytes())
                .isEqualTo(Bytes.concat(CONFIRM.bytes(), Bytes.of(1, 2, 3)));
        assertThat(injector.sending(sent("A"), a)).containsExactly(a);
    }

    @Test
    void truncatesThenEnds() {
        assertThat(strike(at(When.BEFORE), "truncate", Map.of("keep", 7)))
                .isEqualTo("ConnectionConfirm[0..7):7 Close(ORDERLY)");
        assertThat(strike(at(When.BEFORE), "truncate", Map.of("keep", 0, "then", "rst")))
                .isEqualTo("Abort");
        assertThat(strike(at(When.BEFORE), "truncate", Map.of("keep", 1, "then", "continue")))
                .isEqualTo("ConnectionConfirm[0..1):1");
    }

    @Test
    void reportsATruncationThatWouldKeepAll() {
        var injector = injector(at(When.BEFORE), "truncate", Map.of("keep", 12));
        assertThat(injector.sending(sent("ConnectionConfirm"), SEND)).containsExactly(SEND);
        assertThat(injector.problems()).singleElement().asString().contains("it has 12 bytes");
        assertThat(injector.fired()).isEmpty();
    }

    @Test
    void insertsBytesInTheSameWrite() {
        for (var entry : Map.of(When.BEFORE, 0, When.at(4), 4, When.AFTER, 12).entrySet()) {
            var out = effects(at(entry.getKey()), "insert", Map.of("bytes", "dead"));
            var bytes = ((Effect.Send) out.get(0)).message().bytes();
            assertThat(out).hasSize(1);
            assertThat(bytes.length()).isEqualTo(14);
            assertThat(bytes.slice(entry.getValue(), entry.getValue() + 2)).isEqualTo(Bytes.of(0xde, 0xad));
        }
    }

    @Test
    void omitsAndRepeats() {
        assertThat(strike(at(When.BEFORE), "omit", Map.of())).isEmpty();
        assertThat(strike(at(When.BEFORE), "repeat", Map.of("times", 2)))
                .isEqualTo("ConnectionConfirm:12 ConnectionConfirm:12 ConnectionConfirm:12");
    }

    @Test
    void dropsAReceivedMessageAndLetsAnotherPass() {
        var injector = injector(Moment.on(Role.SERVER, "TSRequest", When.BEFORE), "omit", Map.of());
        assertThat(injector.received(received("TSRequest"), CONFIRM)).isEqualTo(new Reception(List.of(), false));
        var other = injector(Moment.on(Role.SERVER, "TSRequest", When.BEFORE), "omit", Map.of());
        assertThat(other.sending(sent("ConnectionConfirm"), SEND)).containsExactly(SEND);
    }

    @Test
    void swapsWithTheNextMessage() {
        var injector = injector(at(When.BEFORE), "swap", Map.of());
        var next = new Effect.Send(Message.raw("Next", Bytes.of(1)));
        assertThat(injector.sending(sent("ConnectionConfirm"), SEND)).isEmpty();
        assertThat(injector.sending(sent("Next"), next)).containsExactly(next, SEND);
    }

    @Test
    void letsALaterMessageOvertake() {
        var injector = injector(at(When.BEFORE), "overtake", Map.of("pdu", "FontList"));
        var between = new Effect.Send(Message.raw("Between", Bytes.of(1)));
        var font = new Effect.Send(Message.raw("FontList", Bytes.of(2)));
        injector.sending(sent("ConnectionConfirm"), SEND);
        assertThat(injector.sending(sent("Between"), between)).isEmpty();
        assertThat(injector.sending(sent("FontList"), font)).containsExactly(font, SEND, between);
    }

    @Test
    void sendsForeignBytesEarly() {
        assertThat(strike(at(When.BEFORE), "send-early", Map.of("bytes", "0300 0004")))
                .isEqualTo("sent early:4 ConnectionConfirm:12");
    }

    @Test
    void answersAsSomethingElse() {
        var http = effects(at(When.BEFORE), "answer-http", Map.of("status", 503));
        assertThat(((Effect.Send) http.get(0)).message().bytes())
                .matches(b -> b.startsWith(Bytes.ascii("HTTP/1.1 503 ")));
        assertThat(http.get(1)).isEqualTo(new Effect.Close());
        assertThat(strike(at(When.BEFORE), "answer-random", Map.of("length", 33, "then", "silence")))
                .isEqualTo("random bytes:33 Wait(PT8760H)");
    }

    @Test
    void sendsAnAlertBelowTls() {
        var out = effects(at(When.BEFORE), "tls-alert", Map.of("number", 40, "then", "rst", "inside", false));
        var alert = (Effect.Send) out.get(0);
        assertThat(alert.layer()).isEqualTo(Effect.Layer.WIRE);
        assertThat(alert.message().bytes()).isEqualTo(Bytes.of(21, 3, 3, 0, 2, 2, 40));
        assertThat(out.get(1)).isEqualTo(new Effect.Abort());
        assertThat(strike(
                        at(When.AFTER),
                        "tls-alert",
                        Map.of("number", 90, "level", 1, "then", "continue", "inside", false)))
                .isEqualTo("ConnectionConfirm:12 Alert:7");
        assertThat(effects(at(When.BEFORE), "tls-alert", Map.of("number", 40)))
                .first()
                .isEqualTo(new Effect.Alert(2, 40));
    }

    @Test
    void resetsOnAReceivedMessageBeforeItIsAnswered() {
        var injector =
                injector(Moment.on(Role.SERVER, "ClientHello", When.AFTER).in(Stage.TLS), "close-rst", Map.of());
        var occasion = new Occasion(Role.SERVER, 1, Stage.TLS, false, "ClientHello", "", 1, 0);
        assertThat(injector.received(occasion, Message.raw("ClientHello", Bytes.of(1))))
                .isEqualTo(new Reception(List.of(new Effect.Abort()), false));
        assertThat(injector.fired()).hasSize(1);
    }

    @Test
    void closesInsideTheTlsHandshakeWithABareFin() {
        var injector = injector(Moment.on(Role.SERVER, "ClientHello", When.AFTER), "close-fin", Map.of());
        var occasion = new Occasion(Role.SERVER, 1, Stage.TLS, false, "ClientHello", "", 1, 0);
        assertThat(injector.received(occasion, Message.raw("ClientHello", Bytes.of(1)))
                        .first())
                .containsExactly(new Effect.Close(Effect.Manner.WITHOUT_NOTIFY));
    }

    @Test
    void delaysTheAnswerToAReceivedMessage() {
        var injector = injector(Moment.on(Role.SERVER, "TSRequest", When.AFTER), "delay", Map.of("for", "3s"));
        assertThat(injector.received(received("TSRequest"), CONFIRM))
                .isEqualTo(new Reception(List.of(new Effect.Wait(Duration.ofSeconds(3))), true));
    }

    @Test
    void givesTheSameEffectsForTheSameSeed() {
        var rule = rule(at(When.BEFORE), "answer-random", Map.of("length", 64));
        var first = random(rule, 1, SEED);
        assertThat(random(rule, 1, SEED)).isEqualTo(first);
        assertThat(random(rule, 1, SEED + 1)).isNotEqualTo(first);
        assertThat(random(rule, 2, SEED)).isNotEqualTo(first);
    }

    @Test
    void reportsAFaultThatHasNoMessageToChange() {
        var moment = new Moment(
                Role.SERVER,
                java.util.OptionalInt.empty(),
                java.util.Optional.empty(),
                java.util.Optional.of("TSRequest"),
                java.util.Optional.of(false),
                1,
                false,
                When.BEFORE,
                java.util.Optional.empty());
        var injector = injector(moment, "swap", Map.of());
        assertThat(injector.received(received("TSRequest"), CONFIRM)).isSameAs(Reception.PROCEED);
        assertThat(injector.problems()).singleElement().asString().contains("a message that the server sends");
    }

    @Test
    void refusesRulesThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(Moment.entering(Role.SERVER, Stage.TLS), "swap", Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(Moment.entering(Role.SERVER, Stage.TLS), "accept-rst", Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(Moment.wire(Role.SERVER, Role.SERVER, 1), "swap", Map.of()));
    }
}
