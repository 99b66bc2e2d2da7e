package dev.rdplab.transport.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSLContext;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;

/** Reaches BoringSSL's key log. Apart, so that tcnative's classes are loaded only where they are wanted. */
final class OpenSslKeys {

    private OpenSslKeys() {}

    /** tcnative wants its own handle of the context, for which Netty has no accessor (the one there is gives another). */
    static boolean logTo(SslContext context, KeyLog log) {
        try {
            Field handle = ReferenceCountedOpenSslContext.class.getDeclaredField("ctx");
            handle.setAccessible(true);
            return SSLContext.setKeyLogCallback(
                    handle.getLong(context),
                    (ssl, line) -> log.add(new String(line, StandardCharsets.US_ASCII).strip()));
        } catch (ReflectiveOperationException | RuntimeException otherNetty) {
            return false;
        }
    }
}
