package dev.rdplab.transport;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsFailures;
import dev.rdplab.transport.tls.TlsLayer;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;

/**
 * TLS on one connection: begins when the effects before it are carried out, makes an engine only when it is needed (a
 * server's with the first bytes that come), and says afterwards what became of it.
 */
final class TlsUpgrade {

    private final EndpointHandler driver;
    private final Optional<TlsContext> context;
    private boolean due;
    private boolean begun;
    private TlsLayer layer;
    private boolean up;
    private boolean closeNotify;
    private TlsSession established;
    private Throwable failure;
    private boolean settled;

    TlsUpgrade(EndpointHandler driver, Optional<TlsContext> context) {
        this.driver = driver;
        this.context = context;
    }

    void ask() {
        if (up) {
            renew();
        } else {
            due = !begun;
        }
    }

    /** Of the engines, the JDK's alone can do it: a renegotiation in TLS 1.2, a key update in TLS 1.3. */
    private void renew() {
        try {
            layer.renew();
            driver.channel().flush();
        } catch (SSLException refused) {
            driver.cannot("TLS begins anew", refused);
        }
    }

    /** Whether bytes go through it. */
    boolean inPlace() {
        return layer != null;
    }

    /** Asked for and not yet begun. */
    boolean due() {
        return due;
    }

    /** @param early bytes that came behind the last clear PDU */
    void begin(Bytes early) {
        due = false;
        begun = true;
        if (context.isEmpty()) {
            throw new IllegalStateException("TLS is asked for, but this connection was set up without it");
        }
        driver.tap().expectRecords(early);
        if (role() == Role.CLIENT && layer == null) { // what came early may have put it there
            insert(Bytes.EMPTY);
        }
    }

    /** These bytes are about to be delivered to the engine. */
    void bytesCome(Bytes bytes) {
        if (layer == null && begun) {
            insert(bytes);
        }
    }

    private Role role() {
        return driver.endpoint().role();
    }

    private void insert(Bytes first) {
        var channel = driver.channel();
        layer = context.orElseThrow().newLayer(channel.alloc(), first);
        channel.pipeline().addLast("endpoint", driver).addBefore("endpoint", "tls", layer.handler());
    }

    Optional<Input> takeEstablished() {
        if (established == null) {
            return Optional.empty();
        }
        var input = new Input.TlsEstablished(established);
        established = null;
        driver.tap().forgetRecords();
        return Optional.of(input);
    }

    void event(Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (up) {
                return; // begun anew: who is who is settled
            }
            if (done.isSuccess()) {
                up = true;
                established = layer.session();
                driver.drain();
            } else {
                failed(done.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent close && close.isSuccess() && up && failure == null) {
            closeNotify = true; // after a failure the handler says so of its own closing
        }
    }

    /** @return whether this is TLS' own trouble */
    boolean failed(Throwable cause) {
        if (layer == null) {
            return false;
        }
        if (failure == null) {
            failure = cause;
            // The alert that tells why is written after this: look when it has passed the tap.
            driver.channel().eventLoop().execute(this::settle);
        }
        return true;
    }

    /** Reports a failure that has not been reported yet. */
    void settle() {
        if (failure == null || settled) {
            return;
        }
        settled = true;
        report().ifPresent(driver::tlsFailed);
    }

    /** Empty when the peer just closed, which is told elsewhere. */
    private Optional<Input.TlsFailed> report() {
        String detail = TlsFailures.detail(failure);
        Optional<TlsAlert> theirs = driver.tap().alertReceived();
        OptionalInt named = TlsFailures.alertReceived(failure);
        if (theirs.isPresent() || named.isPresent()) {
            int alert = theirs.map(TlsAlert::description).orElseGet(named::getAsInt);
            return Optional.of(new Input.TlsFailed(role().peer(), OptionalInt.of(alert), detail));
        }
        if (closeNotify && !up || TlsFailures.isClose(failure)) {
            return Optional.empty();
        }
        OptionalInt ours = driver.tap()
                .alertSent()
                .map(a -> OptionalInt.of(a.description()))
                .orElseGet(() ->
                        TlsFailures.alertSent(failure, context.orElseThrow().engine()));
        return Optional.of(new Input.TlsFailed(ours.isPresent() ? role() : role().peer(), ours, detail));
    }

    void closeNotifyReceived() {
        closeNotify = true;
    }

    /** Whether the peer has sent a close_notify. */
    boolean closeNotify() {
        return closeNotify;
    }

    void sendCloseNotify() {
        if (up) {
            layer.closeOutbound();
        }
    }
}
