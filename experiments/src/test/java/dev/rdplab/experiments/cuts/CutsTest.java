package dev.rdplab.experiments.cuts;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CutsTest {

    /** Coarse, so that the test is quick; the command takes every byte. */
    private static final int STEP = 97;

    private static CutMap map;

    @BeforeAll
    static void cut() throws IOException, InterruptedException {
        map = Cuts.of(scenario("active/session-nla-tls-1.2"), RunOptions.DEFAULT)
                .step(STEP)
                .run();
    }

    private static Scenario scenario(String name) {
        return Catalogue.load().find(name).orElseThrow();
    }

    @Test
    void everyDirectionAndMannerIsThere() {
        int offsets = (map.bytesUp() + STEP - 1) / STEP + (map.bytesDown() + STEP - 1) / STEP;

        assertThat(map.endings()).hasSize(offsets * Cut.How.values().length);
        assertThat(map.endings()).extracting(CutMap.Cell::cut).doesNotHaveDuplicates();
    }

    @Test
    void aCutEndsAsItWasMade() {
        for (var cell : map.endings()) {
            var expected =
                    switch (cell.cut().how()) {
                        case FIN -> EndingKind.CLOSED_FIN;
                        case RST -> EndingKind.CLOSED_RST;
                        case SILENCE -> EndingKind.TIMEOUT;
                    };
            boolean up = cell.ending().stage() == Stage.ACTIVE;
            assertThat(cell.ending().kind()).as("%s", cell).isEqualTo(up ? EndingKind.COMPLETED : expected);
        }
    }

    /** Silence is concluded on sockets; here it is tried. */
    @Test
    void inVirtualTimeACutEndsAsOnSockets() throws IOException, InterruptedException {
        var virtual = Cuts.of(scenario("active/session-nla-tls-1.2"), RunOptions.DEFAULT.inVirtualTime())
                .step(STEP)
                .run();

        assertThat(virtual.bytesUp()).isEqualTo(map.bytesUp());
        assertThat(virtual.bytesDown()).isEqualTo(map.bytesDown());
        assertThat(virtual.endings())
                .usingElementComparator(comparing(CutsTest::told))
                .containsExactlyInAnyOrderElementsOf(map.endings());
        assertThat(virtual.endings()).allMatch(cell -> cell.ending().measured());
        assertThat(map.endings()).anyMatch(cell -> !cell.ending().measured());
    }

    /** Once the session is up, which end is done with it first is a race on sockets. */
    private static String told(CutMap.Cell cell) {
        var ending = cell.ending();
        return cell.cut() + " " + ending + (ending.kind() == EndingKind.COMPLETED ? "" : " by " + ending.by());
    }

    @Test
    void stagesOnlyAdvanceAlongTheAxis() {
        var ranges = map.ranges();
        for (int i = 1; i < ranges.size(); i++) {
            var before = ranges.get(i - 1);
            var here = ranges.get(i);
            if (before.sender() == here.sender() && before.how() == here.how()) {
                assertThat(here.ending().stage())
                        .isGreaterThanOrEqualTo(before.ending().stage());
            }
        }
        assertThat(ranges.get(0).ending().stage()).isEqualTo(Stage.X224);
    }

    @Test
    void bytesAreNamedByTheirMessage() {
        assertThat(map.messageAt(Role.CLIENT, 5)).isEqualTo("ConnectionRequest");
        assertThat(map.messageAt(Role.SERVER, 18)).isEqualTo("ConnectionConfirm");
        assertThat(map.messageAt(Role.SERVER, 19)).isEqualTo("ServerHello");
        assertThat(map.toCsv().lines()).hasSize(map.endings().size() + 1);
        assertThat(map.toJson().get("ranges").size()).isEqualTo(map.ranges().size());
    }

    @Test
    void aScenarioThatFailsByItselfIsNotCut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cuts.of(scenario("tls/server-key-unreadable"), RunOptions.DEFAULT));
    }
}
