package dev.rdplab.junitjupiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;

/** A few repetitions in every build; {@code .ci/repeat} does many. */
class RepetitionsTest {

    @RepeatedTest(2)
    void whatPassesOncePassesAgain() {
        var done = Repetitions.once();

        assertThat(done.failures()).isEmpty();
        assertThat(done.passed()).isGreaterThan(80);
    }
}
