package dev.rdplab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

class NoLeaksTest {

    @Test
    void aClassThatDropsABufferFails() {
        assertThat(failures(DropsABufferTestCases.class)).isEqualTo(1);
    }

    @Test
    void aClassThatReleasesItsBuffersPasses() {
        assertThat(failures(ReleasesItsBuffersTestCases.class)).isZero();
    }

    private static long failures(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .selectors(DiscoverySelectors.selectClass(tests))
                .execute()
                .containerEvents()
                .failed()
                .count();
    }

    static class DropsABufferTestCases {
        @Test
        void drops() {
            PooledByteBufAllocator.DEFAULT.directBuffer(16).writeInt(1);
        }
    }

    static class ReleasesItsBuffersTestCases {
        @Test
        void releases() {
            PooledByteBufAllocator.DEFAULT.directBuffer(16).writeInt(1).release();
        }
    }
}
