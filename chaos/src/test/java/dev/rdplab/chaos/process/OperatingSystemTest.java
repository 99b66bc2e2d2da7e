package dev.rdplab.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatingSystemTest {

    @ParameterizedTest
    @CsvSource({"Linux,LINUX", "Windows 11,WINDOWS", "Windows Server 2022,WINDOWS", "Mac OS X,OTHER", "Darwin,OTHER"})
    void isKnownByItsName(String name, OperatingSystem expected) {
        assertThat(OperatingSystem.named(name)).isEqualTo(expected);
    }
}
