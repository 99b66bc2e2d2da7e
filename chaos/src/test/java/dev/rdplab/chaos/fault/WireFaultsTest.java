package dev.rdplab.chaos.fault;

import static dev.rdplab.chaos.fault.InjectedFaults.rule;
import static dev.rdplab.chaos.fault.InjectedFaults.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireFaultsTest {

    private static final Bytes TEN = Bytes.fromHex("00010203040506070809");

    @Test
    void cutsBetweenTwoBytesOfAChunk() {
        var injector = injector(14, "close-rst", Map.of());
        assertThat(injector.watchesWire()).isTrue();
        assertThat(text(pass(injector, 0))).isEqualTo(":10");
        assertThat(text(pass(injector, 10))).isEqualTo(":4 Abort");
        assertThat(pass(injector, 20)).isEmpty();
        assertThat(injector.fired()).hasSize(1);
    }

    @Test
    void cutsAsSoonAsTheBytesHavePassed() {
        assertThat(text(pass(injector(10, "close-fin", Map.of()), 0))).isEqualTo(":10 Close(WITHOUT_NOTIFY)");
    }

    @Test
    void cutsBeforeTheFirstByte() {
        assertThat(text(pass(injector(0, "close-rst", Map.of()), 0))).isEqualTo("Abort");
    }

    @Test
    void everyOffsetPassesExactlyAsManyBytes() {
        for (int offset = 0; offset <= 30; offset++) {
            var injector = injector(offset, "silence", Map.of());
            int passed = 0;
            for (int at = 0; at < 30; at += 10) {
                for (Effect effect : pass(injector, at)) {
                    passed += effect instanceof Effect.Send send
                            ? send.message().bytes().length()
                            : 0;
                }
            }
            assertThat(passed).isEqualTo(offset);
        }
    }

    @Test
    void countsTheNamedDirectionAlone() {
        var injector = injector(4, "close-rst", Map.of());
        assertThat(text(injector.wire(Role.SERVER, 1, Role.CLIENT, 0, TEN))).isEqualTo(":10");
        assertThat(text(pass(injector, 0))).isEqualTo(":4 Abort");
    }

    @Test
    void goesOnAfterADelay() {
        var injector = injector(4, "delay", Map.of("for", "1s"));
        assertThat(text(pass(injector, 0))).isEqualTo(":4 Wait(PT1S) :6");
        assertThat(text(pass(injector, 10))).isEqualTo(":10");
    }

    @Test
    void dripsFromTheOffsetOn() {
        var injector = injector(8, "drip", Map.of("interval", "1ms"));
        assertThat(text(pass(injector, 0))).isEqualTo(":8 :1 Wait(PT0.001S) :1");
        assertThat(pass(injector, 10)).hasSize(19);
    }

    @Test
    void insertsAndOverwritesRawBytes() {
        var inserted = pass(injector(2, "insert", Map.of("bytes", "ff")), 0);
        assertThat(hex(inserted)).isEqualTo("0001ff0203040506070809");
        var overwritten = pass(injector(2, "overwrite", Map.of("offset", 1, "set", "ee")), 0);
        assertThat(hex(overwritten)).isEqualTo("000102ee040506070809");
    }

    @Test
    void sendsOnlyOnTheWire() {
        assertThat(pass(injector(3, "answer-http", Map.of()), 0))
                .filteredOn(Effect.Send.class::isInstance)
                .isNotEmpty()
                .allSatisfy(effect -> assertThat(((Effect.Send) effect).layer()).isEqualTo(Effect.Layer.WIRE));
    }

    @Test
    void actsAtTwoOffsetsOfOneChunk() {
        var rules = List.of(
                rule(Moment.wire(Role.SERVER, Role.SERVER, 2), "delay", Map.of("for", "1s")),
                rule(Moment.wire(Role.SERVER, Role.SERVER, 5), "close-rst", Map.of()));
        assertThat(text(pass(FaultInjector.of(rules, Role.SERVER, 1, 0), 0))).isEqualTo(":2 Wait(PT1S) :3 Abort");
    }

    private static String hex(List<Effect> effects) {
        return Bytes.concat(effects.stream()
                        .map(e -> ((Effect.Send) e).message().bytes())
                        .toArray(Bytes[]::new))
                .hex();
    }

    private static FaultInjector injector(long offset, String word, Map<String, ?> parameters) {
        return FaultInjector.of(
                List.of(rule(Moment.wire(Role.SERVER, Role.SERVER, offset), word, parameters)), Role.SERVER, 1, 0);
    }

    private static List<Effect> pass(FaultInjector injector, long offset) {
        return injector.wire(Role.SERVER, 1, Role.SERVER, offset, TEN);
    }
}
