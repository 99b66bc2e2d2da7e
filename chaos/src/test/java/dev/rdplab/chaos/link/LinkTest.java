package dev.rdplab.chaos.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.testkit.ClosedPort;
import dev.rdplab.words.BadValueException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {

    private static final InetSocketAddress NOWHERE = new InetSocketAddress("127.0.0.1", 9);
    private static final Toxic STALL = Toxic.of(ToxicKind.BANDWIDTH, Direction.DOWN, "rate", 0);

    @Test
    void makesToxicsFromWords() {
        assertThat(ToxicKind.LATENCY.create(Map.of("delay", "120ms", "jitter", "20ms", "direction", "up")))
                .isEqualTo(Toxic.of(ToxicKind.LATENCY, Direction.UP, "latency", 120, "jitter", 20));
        assertThat(ToxicKind.SLICER.create(Map.of("average-size", 9, "delay", "1ms")))
                .isEqualTo(Toxic.of(
                        ToxicKind.SLICER, Direction.DOWN, "average_size", 9, "size_variation", 0, "delay", 1_000));
        assertThat(ToxicKind.LIMIT_DATA
                        .create(Map.of("bytes", 5, "toxicity", 25))
                        .toxicity())
                .isEqualTo(0.25);
    }

    @ParameterizedTest
    @CsvSource({
        "latency, delay, 5",
        "latency, loss, 5",
        "bandwidth, rate, -1",
        "timeout, toxicity, 101",
        "timeout, direction, sideways",
        "slow_close, after, 1s"
    })
    void refusesWordsThatCannotBe(String kind, String key, String value) {
        assertThatThrownBy(() -> ToxicKind.of(kind).orElseThrow().create(Map.of(key, value)))
                .isInstanceOf(BadValueException.class);
    }

    @Test
    void refusesASlicerThatVariesByMoreThanItsSize() {
        assertThatThrownBy(() -> ToxicKind.SLICER.create(Map.of("average-size", 5, "size-variation", 5)))
                .isInstanceOf(BadValueException.class);
    }

    @Test
    void refusesTwoToxicsOfOneName() {
        assertThatIllegalArgumentException().isThrownBy(() -> Link.of(STALL, STALL));
    }

    @Test
    void resolvesChanceBySeedAndConnection() {
        var toxic = Toxic.of(ToxicKind.LATENCY, Direction.DOWN, "latency", 100, "jitter", 20)
                .toxicity(0.5);
        var drawn =
                IntStream.rangeClosed(1, 200).mapToObj(n -> toxic.fixed(7, n)).toList();
        assertThat(IntStream.rangeClosed(1, 200).mapToObj(n -> toxic.fixed(7, n)))
                .containsExactlyElementsOf(drawn);
        assertThat(drawn).allSatisfy(t -> {
            assertThat(t.attributes().get("latency")).isBetween(80L, 120L);
            assertThat(t.attributes().get("jitter")).isZero();
            assertThat(t.toxicity()).isIn(0.0, 1.0);
        });
        assertThat(drawn.stream().map(t -> t.attributes().get("latency")).distinct())
                .hasSizeGreaterThan(20);
        assertThat(drawn.stream().filter(t -> t.toxicity() == 1).count()).isBetween(70L, 130L);
        assertThat(toxic.fixed(8, 1)).isNotEqualTo(toxic.fixed(7, 1));
    }

    @Test
    void drawsOneToxicIndependentlyOfTheOthers() {
        var toxic = Toxic.of(ToxicKind.LATENCY, Direction.DOWN, "latency", 100, "jitter", 20);
        try (var alone = InProcessLink.embedded().open(Link.of(toxic), NOWHERE, 7);
                var together = InProcessLink.embedded()
                        .open(Link.of(Toxic.of(ToxicKind.SLOW_CLOSE, Direction.UP, "delay", 1), toxic), NOWHERE, 7)) {
            assertThat(together.settings()).containsAllEntriesOf(alone.settings());
        }
    }

    @Test
    void setsWhatWasDrawnForTheConnectionThatIsPrepared() {
        var toxic = Toxic.of(ToxicKind.LATENCY, Direction.DOWN, "latency", 1_000, "jitter", 900);
        try (var link = InProcessLink.embedded().open(Link.of(toxic), NOWHERE, 7)) {
            var first = link.settings();
            link.prepare(2);
            assertThat(link.settings()).isNotEqualTo(first);
            assertThat(link.settings().toString())
                    .contains("latency=" + toxic.fixed(7, 2).attributes().get("latency"));
            link.prepare(1);
            assertThat(link.settings()).isEqualTo(first);
            assertThat(link.backend()).isEqualTo("embedded");
            assertThat(link.layer()).isEqualTo("stream");
        }
    }

    @Test
    void aDirectLinkIsTheServerItself() {
        try (var link = new DirectLink().open(Link.DIRECT, NOWHERE, 7)) {
            assertThat(link.address()).isEqualTo(NOWHERE);
            assertThat(link.layer()).isEqualTo("none");
        }
        assertThatThrownBy(() -> new DirectLink().open(Link.of(STALL), NOWHERE, 7))
                .isInstanceOf(LinkUnavailableException.class)
                .hasMessageContaining("embedded");
    }

    @Test
    void saysWhatIsMissingWhenNoToxiproxyAnswers() throws Exception {
        try (var closed = ClosedPort.any()) {
            var backend = ToxiproxyLink.at(URI.create("http://127.0.0.1:" + closed.number()));
            assertThatThrownBy(() -> backend.open(Link.DIRECT, NOWHERE, 7))
                    .isInstanceOf(LinkUnavailableException.class)
                    .hasMessageContaining("no Toxiproxy answers at 127.0.0.1:" + closed.number())
                    .hasMessageContaining("start toxiproxy-server");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ToxiproxyLink.at(URI.create("127.0.0.1")));
    }

    @Test
    void pullsATriggerBeforeTheMessageLeavesAndOnce() {
        var log = new ArrayList<String>();
        var link = Link.DIRECT.with(
                StageTrigger.add(STALL, Role.CLIENT, "ClientHello"),
                new StageTrigger(
                        Role.CLIENT,
                        java.util.Optional.of(Stage.MCS_CONNECT),
                        java.util.Optional.empty(),
                        1,
                        false,
                        STALL));
        var next = new Interceptor() {
            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                log.add("sent");
                return List.of(send);
            }
        };
        var interceptor = LinkTriggers.around(next, link, new Noted(log), Role.CLIENT);
        assertThat(LinkTriggers.around(next, link, new Noted(log), Role.SERVER)).isSameAs(next);
        var send = new Effect.Send(Message.raw("ClientHello", Bytes.of(1)));
        for (int i = 1; i <= 2; i++) {
            interceptor.sending(new Occasion(Role.CLIENT, 1, Stage.TLS, true, "ClientHello", "", i, 0), send);
        }
        interceptor.entered(Role.CLIENT, 1, Stage.CREDSSP);
        interceptor.entered(Role.CLIENT, 1, Stage.MCS_CONNECT);
        assertThat(log).containsExactly("add bandwidth_down", "sent", "sent", "remove bandwidth_down");
    }

    private record Noted(List<String> log) implements OpenLink {
        @Override
        public InetSocketAddress address() {
            return NOWHERE;
        }

        @Override
        public String backend() {
            return "test";
        }

        @Override
        public String layer() {
            return "none";
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of();
        }

        @Override
        public void prepare(int number) {}

        @Override
        public void add(Toxic toxic) {
            log.add("add " + toxic.name());
        }

        @Override
        public void remove(String name) {
            log.add("remove " + name);
        }

        @Override
        public void close() {}
    }
}
