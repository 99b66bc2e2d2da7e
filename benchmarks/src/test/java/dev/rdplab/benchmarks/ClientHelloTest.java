package dev.rdplab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientHelloTest {

    /** A post-quantum key share alone would be 1184 bytes; real RDP clients send 200 to 520 in all. */
    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void isNoLongerThanThatOfARealClient(TlsEngine engine) {
        assumeThat(engine.available()).isTrue();
        var tls = TlsContext.of(TlsClientSettings.any().engine(engine));
        var channel = new EmbeddedChannel(
                tls.newLayer(UnpooledByteBufAllocator.DEFAULT, Bytes.EMPTY).handler());
        ByteBuf hello = channel.readOutbound();
        System.out.println(engine + " ClientHello: " + hello.readableBytes() + " bytes");
        assertThat(hello.readableBytes()).isBetween(100, 600);
        hello.release();
        channel.finishAndReleaseAll();
    }
}
