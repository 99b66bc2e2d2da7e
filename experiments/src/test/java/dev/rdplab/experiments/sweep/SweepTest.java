package dev.rdplab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.protocol.Stage;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The engine with cells that cost nothing. */
class SweepTest extends FakeSweeps {

    @Test
    void saysWhatTheTrialsShow() throws Exception {
        var fake = new Fake();
        var findings = sweep(fake, Shard.ALL, 2).run();

        assertThat(fake.trials).hasValue(160);
        assertThat(fake.open).hasValue(0);
        assertThat(fake.mostOpen.get()).isBetween(1, 2);
        var dead = findings.cells().get(2);
        assertThat(dead.success()).isEqualTo(new Share(0, 40));
        assertThat(dead.deaths()).isEqualTo("tls timeout 40");
        assertThat(dead.retransmissions()).hasValue(5);
        var alive = findings.cells().get(0);
        assertThat(alive.success()).isEqualTo(new Share(40, 40));
        assertThat(alive.total().at(50)).hasValue(10.0); // numbers 0 to 19 with both seeds, and 1 ms to connect
        assertThat(alive.total().at(95)).isEmpty();
        assertThat(findings.text()).contains("too few", "tls timeout 40", "| 1200 | off | 40 | 0.0 % [0.0-8.8 %] |");
    }

    @Test
    void namesTheKnobThatHelpsAndNotWhatThePathHappensToBe() throws Exception {
        var advice = sweep(new Fake(), Shard.ALL, 1).run().whatToChangeFirst();

        assertThat(advice).hasSize(1);
        assertThat(advice.get(0).sentence())
                .startsWith("clamp: off -> on lets 100.0 %")
                .contains("2 pairs of cells");
    }

    @Test
    void drawsHeatMapsWithIntervalsOnHoverAndWhereHandshakesDied() throws Exception {
        var page = sweep(new Fake(), Shard.ALL, 1).run().html();

        assertThat(page)
                .contains(
                        "<th>mtu 1200</th><td class=\"f\" style=\"background:hsl(0,70%,75%)\" title=\"0.0 % [0.0-8.8 %], n 40;")
                .contains("died in tls timeout 40\">0 %</td>", "<li>clamp: off -&gt; on lets", "p95 too few")
                .contains("p50 10 ms [7-14]", "<title>tls {timeout=40} of 40</title>")
                .contains("<title>clamp on: 100.0 % [91.2-100.0 %], n 40; p50")
                .doesNotContain("http");
        var xml = wellFormed(page);
        assertThat(count(xml, "table")).isEqualTo(5); // success, slow, p50, p95, deaths
        assertThat(count(xml, "polyline"))
                .as("one for each cell with a success")
                .isEqualTo(3);
    }

    @Test
    void comparesLinksWhereTheyAreAnAxis() throws Exception {
        var grid = GridTest.read("trials: 400", "seeds: [1]", "axes: { loss: [0%, 5%], link: [tun, modelled] }");
        CellRunner runner = (settings, seed) -> new CellRunner.Running() {
            @Override
            public Trial run(int number) {
                boolean off = settings.get("link").equals("modelled")
                        && settings.get("loss").equals("5%");
                return new Trial(
                        true,
                        Stage.ACTIVE,
                        "completed",
                        Map.of(Stage.CONNECT, 1.0, Stage.TLS, number + (off ? 100.0 : 0)),
                        0);
            }

            @Override
            public void close() {
                // nothing
            }
        };
        var findings = new Sweep(grid, runner, directory, Shard.ALL, 1, SweepListener.NONE).run();

        var compared = findings.comparisons();
        assertThat(compared).hasSize(2);
        assertThat(compared.get(0).distance()).isZero();
        assertThat(compared.get(0).differs()).isFalse();
        assertThat(compared.get(1).distance()).isCloseTo(0.25, within(1e-9));
        assertThat(compared.get(1).chance()).isCloseTo(0.096, within(0.0005));
        assertThat(compared.get(1).farthest()).map(Map.Entry::getKey).hasValue(Stage.TLS);
        assertThat(findings.text()).contains("| 5% | modelled against tun | 0.25 | 0.10 | apart | +100 | tls 0.25 |");
        assertThat(findings.html()).contains("<td>modelled against tun</td><td>0.25</td>", "link modelled: 100.0 %");
        wellFormed(findings.html());
    }

    /** As XML, but for its first line and the one void element. */
    private static Document wellFormed(String page) throws Exception {
        var xml = page.replace("<!DOCTYPE html>\n", "").replace("<meta charset=\"utf-8\">", "");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static int count(Document page, String element) {
        return page.getElementsByTagName(element).getLength();
    }

    @Test
    void advisesNothingWhereChanceCouldHaveDoneIt() throws Exception {
        var few = GRID.trials(2);
        var findings = new Sweep(few, new Fake(), directory, Shard.ALL, 1, SweepListener.NONE).run();

        assertThat(findings.whatToChangeFirst()).isEmpty();
        assertThat(findings.text()).contains("no single setting");
    }

    @Test
    void everyTrialNamesItsLinkAndTheFindingsWhatWasPinned() throws Exception {
        var link = new LinkUsed(
                "tun", "packet", Map.of("kernelA", Map.of("net.ipv4.tcp_syn_retries", "6"), "up", "loss 5 %"));
        CellRunner runner = (settings, seed) -> {
            var plain = new Fake().open(settings, seed);
            return new CellRunner.Running() {
                @Override
                public Trial run(int number) throws InterruptedException {
                    return plain.run(number);
                }

                @Override
                public LinkUsed link() {
                    return link;
                }

                @Override
                public void close() {
                    plain.close();
                }
            };
        };
        var findings = sweep(runner, Shard.ALL, 2).run();

        assertThat(lines("trials.jsonl")).allMatch(l -> l.contains("\"backend\":\"tun\",\"layer\":\"packet\""));
        assertThat(lines("links.jsonl")).hasSize(8).allMatch(l -> l.contains("loss 5 %"));
        assertThat(findings.asMap().get("links"))
                .isEqualTo(List.of(Map.of(
                        "backend",
                        "tun",
                        "layer",
                        "packet",
                        "pinned",
                        Map.of("kernelA", Map.of("net.ipv4.tcp_syn_retries", "6")))));
        assertThat(Sweep.show(GRID, directory).links()).isEqualTo(findings.links());
    }

    @Test
    void shardsTogetherAreTheWhole() throws Exception {
        var shards = new ArrayList<Path>();
        int trials = 0;
        for (int i = 1; i <= 3; i++) {
            var part = directory.resolve("part" + i);
            var fake = new Fake();
            new Sweep(GRID, fake, part, new Shard(i, 3), 1, SweepListener.NONE).run();
            trials += fake.trials.get();
            shards.add(part);
        }
        shards.add(shards.get(0));

        var merged = Sweep.merge(GRID, shards, directory.resolve("all"));

        assertThat(trials).isEqualTo(160);
        assertThat(merged.cells()).hasSize(4).allMatch(c -> c.success().of() == 40);
        assertThat(Sweep.show(GRID, directory.resolve("all")).asMap()).isEqualTo(merged.asMap());
    }

    @Test
    void aCellThatCannotBeMadeIsNamedAndTheOthersRun() throws Exception {
        var runner = new Fake() {
            @Override
            public Running open(Map<String, String> settings, long seed) {
                if (settings.get("mtu").equals("1200")) {
                    throw new IllegalStateException("no way");
                }
                return super.open(settings, seed);
            }
        };
        var findings = sweep(runner, Shard.ALL, 1).run();

        assertThat(findings.cells()).hasSize(2);
        assertThat(findings.problems()).hasSize(4).allMatch(p -> p.endsWith(": no way"));
    }

    @Test
    void whenNotEvenTheFirstCellCanBeMadeTheReasonComesOut() {
        CellRunner nothing = (settings, seed) -> {
            throw new LinkUnavailableException("no /dev/net/tun");
        };

        assertThatThrownBy(() -> sweep(nothing, Shard.ALL, 2).run())
                .isInstanceOf(LinkUnavailableException.class)
                .hasMessage("no /dev/net/tun");
    }

    @Test
    void triesAllCellsWithOneSeedBeforeTheNextSoThatTimeIsNoAxis() throws Exception {
        var opened = new ArrayList<String>();
        var fake = new Fake();
        CellRunner noting = (settings, seed) -> {
            opened.add(seed + " " + settings.get("mtu") + " " + settings.get("clamp"));
            return fake.open(settings, seed);
        };
        sweep(noting, Shard.ALL, 1).run();

        assertThat(opened)
                .containsExactly(
                        "1 1500 off",
                        "1 1500 on",
                        "1 1200 off",
                        "1 1200 on",
                        "2 1500 off",
                        "2 1500 on",
                        "2 1200 off",
                        "2 1200 on");
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        var lines = ConcurrentHashMap.<String>newKeySet();
        new Sweep(GRID, new Fake(), directory, Shard.ALL, 1, p -> lines.add(p.line())).run();

        assertThat(lines)
                .contains("0/160 trials")
                .anyMatch(l -> l.startsWith("160/160 trials, 75 % succeed, about 0 s"));
    }

    @Test
    void readsShards() {
        assertThat(Shard.parse("2/8")).isEqualTo(new Shard(2, 8));
        assertThatThrownBy(() -> Shard.parse("9/8")).hasMessageContaining("9/8");
        assertThatThrownBy(() -> Shard.parse("x")).hasMessageContaining("2/8 allowed");
    }
}
