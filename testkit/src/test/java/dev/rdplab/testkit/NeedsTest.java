package dev.rdplab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.rdplab.testkit.needs.Need;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.testkit.needs.Owned;
import dev.rdplab.testkit.needs.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import org.junit.platform.testkit.engine.Events;

class NeedsTest {

    private static final List<String> RAN = new ArrayList<>();

    private static Events run(Class<?> type) {
        RAN.clear();
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.conditions.deactivate", "org.junit.*DisabledCondition")
                .selectors(selectClass(type))
                .execute()
                .allEvents();
    }

    private static List<String> skipped(Events events) {
        return events.list().stream()
                .filter(event -> event.getType() == EventType.SKIPPED)
                .map(event -> event.getPayload(String.class).orElse(""))
                .toList();
    }

    private static boolean failed(Event event) {
        return event.getType() == EventType.FINISHED && event.toString().contains("FAILED");
    }

    @Test
    void whereAProgramIsMissingNothingOfTheClassRuns() {
        assumeThat(Programs.mustBePresent()).isFalse();

        assertThat(skipped(run(WithoutItsProgram.class)))
                .singleElement()
                .asString()
                .contains("no-such-program is not installed; get it with .ci/install");
        assertThat(RAN).isEmpty();
    }

    @Test
    void whatIsNoProgramIsNeededLikewise() {
        assumeThat(Programs.mustBePresent()).isFalse();

        assertThat(skipped(run(PartlyLeftOut.class))).containsExactly("this machine has no wings");
        assertThat(RAN).containsExactly("walks");
    }

    @Test
    void aProgramThatNobodySpokeOfIsAFailure() {
        assertThatThrownBy(() -> Programs.require("no-such-program"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no-such-program is not installed")
                .hasMessageContaining("@Needs(\"no-such-program\")");
    }

    @Test
    void whatATestStartedEndsWithItEvenIfItFails() {
        var events = run(Starting.class);

        assertThat(events.list()).anyMatch(NeedsTest::failed);
        assertThat(RAN).containsExactly("test", "end second", "end first", "clean-up", "end of the class");
    }

    @Needs("no-such-program")
    static class WithoutItsProgram {

        @BeforeAll
        static void before() {
            RAN.add("before all");
        }

        @BeforeEach
        void setUp() {
            RAN.add("set-up");
        }

        @Test
        void test() {
            RAN.add("test");
        }

        @AfterEach
        void end() {
            RAN.add("clean-up");
        }
    }

    /** What no machine has. */
    static final class Wings implements Need {
        @Override
        public Optional<String> missing() {
            return Optional.of("this machine has no wings");
        }
    }

    @Needs("sh")
    static class PartlyLeftOut {

        @Test
        @Needs(also = Wings.class)
        void flies() {
            RAN.add("flies");
        }

        @Test
        void walks() {
            RAN.add("walks");
        }
    }

    @Needs("sh")
    static class Starting {

        @BeforeAll
        static void before() {
            Owned.byThisTest((AutoCloseable) () -> RAN.add("end of the class"));
        }

        @Test
        void test() {
            Owned.byThisTest((AutoCloseable) () -> RAN.add("end first"));
            Owned.byThisTest((AutoCloseable) () -> RAN.add("end second"));
            RAN.add("test");
            throw new AssertionError("fails on purpose");
        }

        @AfterAll
        static void after() {
            RAN.add("clean-up");
        }
    }
}
