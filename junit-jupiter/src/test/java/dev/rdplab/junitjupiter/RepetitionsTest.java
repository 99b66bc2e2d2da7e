package dev.rdplab.junitjupiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A second time in every build, beside the tests themselves; {@code .ci/repeat} does many. */
class RepetitionsTest {

    @Test
    void whatPassesOncePassesAgain() {
        var done = Repetitions.once();

        assertThat(done.failures()).isEmpty();
        assertThat(done.passed()).isGreaterThan(80);
    }
}
