package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void namesTheCommitAndItsTime() {
        var build = new Properties();
        build.setProperty("commit", "0123456789ab-dirty");
        build.setProperty("time", "2026-11-30T12:00:00Z");
        assertThat(Version.build(build)).isEqualTo(", build 2026-11-30T12:00:00Z, commit 0123456789ab-dirty");
    }

    @Test
    void saysNothingOfABuildOutsideOfGit() {
        var build = new Properties();
        build.setProperty("commit", "");
        build.setProperty("time", "");
        assertThat(Version.build(build)).isEmpty();
    }
}
