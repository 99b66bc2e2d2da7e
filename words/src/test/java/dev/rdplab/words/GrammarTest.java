package dev.rdplab.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One way to write durations, sizes, rates, shares and whole numbers. */
class GrammarTest {

    @ParameterizedTest
    @CsvSource({
        "7ns, PT0.000000007S",
        "1500us, PT0.0015S",
        "1500µs, PT0.0015S",
        "250ms, PT0.25S",
        "0.5s, PT0.5S",
        "3 s, PT3S",
        "10m, PT10M",
        "2min, PT2M",
        "1h, PT1H",
        "24h, PT24H",
        "0ms, PT0S",
        "1.5h, PT1H30M"
    })
    void durationsHaveAUnit(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(text).matches(Durations.PATTERN);
    }

    @ParameterizedTest
    @CsvSource({
        "10, has no unit",
        "5 parsecs, has the unknown unit parsecs",
        "2d, has the unknown unit d",
        "3S, has the unknown unit S",
        "-3s, is below zero",
        "25h, is too long",
        "99999999999999999999h, is too long",
        "0.1ns, is finer than a nanosecond",
        "soon, is not a duration",
        "'', is not a duration",
        "1e3s, is not a duration",
        "'1,5s', is not a duration",
        "1m30s, is not a duration"
    })
    void otherDurationsAreRefused(String text, String what) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining(what)
                .withMessageContaining("; allowed: ");
    }

    @Test
    void signedDurationsGoBelowZero() {
        assertThat(Durations.parseSigned("-10min")).isEqualTo(Duration.ofMinutes(-10));
        assertThatExceptionOfType(BadValueException.class).isThrownBy(() -> Durations.parseSigned("-25h"));
    }

    @Test
    void aDurationIsReadAsItWasPrinted() {
        long seed = 17;
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var duration = Duration.ofNanos(random.nextLong(86_400_000_000_000L) >> random.nextInt(40));
            assertThat(Durations.parse(Durations.text(duration)))
                    .as("seed %d, round %d", seed, i)
                    .isEqualTo(duration);
        }
        assertThat(List.of(Duration.ofSeconds(120), Duration.ofSeconds(90), Duration.ZERO))
                .extracting(Durations::text)
                .containsExactly("2min", "90s", "0s");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "512, 512", "16kB, 16000", "64KiB, 65536", "1.5 kB, 1500", "1mb, 1000000", "7B, 7"})
    void sizesAreBytes(String text, long bytes) {
        assertThat(Sizes.parse(text, 0, 1 << 20)).isEqualTo(bytes);
        assertThat(text).matches(Sizes.PATTERN);
    }

    @ParameterizedTest
    @CsvSource({"2MB, 0 to 1048576 bytes", "-1, 0 to 1048576 bytes", "0.5B, bytes such as", "16kBit, unknown unit kBit"
    })
    void otherSizesAreRefused(String text, String said) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> Sizes.parse(text, 0, 1 << 20))
                .withMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0x1F, 31", "+7, 7", "-1, -1", "255, 255"})
    void wholeNumbersAreDecimalOrHexadecimal(String text, long number) {
        assertThat(Integers.parse(text, -1, 255)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "256, out of bounds",
        "-2, out of bounds",
        "1.0, not a whole number",
        "x, not a whole number",
        "99999999999999999999, out of bounds",
        "0x, not a whole number",
        "'', not a whole number"
    })
    void otherNumbersAreRefusedWithTheBounds(String text, String what) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> Integers.parse(text, -1, 255))
                .withMessageContaining(what)
                .withMessageEndingWith("; allowed: -1 to 255");
    }

    @Test
    void sharesAndRates() {
        assertThat(List.of("2%", "0.02", "0", "100%")).map(Shares::parse).containsExactly(0.02, 0.02, 0.0, 1.0);
        assertThat(List.of("500kbit", "10Mbit", "1Gbit", "1.5Mbit"))
                .map(Rates::parse)
                .containsExactly(500_000L, 10_000_000L, 1_000_000_000L, 1_500_000L);
        for (String bad : List.of("150%", "-1%", "2 percent", "x")) {
            assertThatExceptionOfType(BadValueException.class).isThrownBy(() -> Shares.parse(bad));
        }
        for (String bad : List.of("10", "10MBit", "0kbit", "1000Gbit", "fast")) {
            assertThatExceptionOfType(BadValueException.class).isThrownBy(() -> Rates.parse(bad));
        }
    }

    @Test
    void misspeltWordsAreGuessed() {
        var words = List.of("close-rst", "close-fin", "ClientHello", "ServerHello", "omit");
        assertThat(Near.to("close_rst", words)).contains("close-rst");
        assertThat(Near.to("ClientHelo", words)).contains("ClientHello");
        assertThat(Near.to("clienthello", words)).contains("ClientHello");
        assertThat(Near.to("omti", words)).contains("omit");
        assertThat(Near.to("explode", words)).isEmpty();
    }

    @Test
    void aMessageKeepsToItsLine() {
        assertThat(new BadValue(new Place("a\nb.yaml", 1, "x\u001b[1m"), "is wrong", "").toString())
                .isEqualTo("a?b.yaml:1: x?[1m: is wrong");
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> Durations.parse("\u001b[31m\n5"))
                .withMessageStartingWith("'?[31m?5' is not a duration");
    }
}
