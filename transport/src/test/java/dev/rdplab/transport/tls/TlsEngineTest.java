package dev.rdplab.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsEngineTest {

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void boringSslIsNotUsedWhereTheClockStandsBefore1970(TlsEngine engine) {
        var before = Clock.fixed(Instant.EPOCH.minusMillis(1), ZoneOffset.UTC);
        assertThat(engine.available(before)).isEqualTo(engine != TlsEngine.OPENSSL);
        assertThat(engine.available(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))).isEqualTo(engine.available());
    }
}
