package dev.rdplab.transport.tls;

import io.netty.handler.ssl.OpenSslPrivateKeyMethod;
import io.netty.handler.ssl.SslContext;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a server's RSA to an {@link RsaProvider} once it has served enough connections to make up for loading that (some
 * 70 ms of processor, in a thread of its own); until then, and where there is none, BoringSSL's is used.
 */
final class RsaHandover {

    /** What loading costs, by what each connection saves afterwards. */
    static final int WORTH_IT = 250;

    private static final Logger LOG = LoggerFactory.getLogger(RsaHandover.class);

    private final PrivateKey key;
    private final Function<OpenSslPrivateKeyMethod, SslContext> maker;
    private final AtomicInteger connections = new AtomicInteger();
    private KeyLog log; // null: the keys are not wanted
    private volatile SslContext made;

    /** @param maker makes a context that differs from the first in who has the key */
    RsaHandover(PrivateKey key, Function<OpenSslPrivateKeyMethod, SslContext> maker) {
        this.key = key;
        this.maker = maker;
    }

    /** The context for the next connection. @param first the one of the beginning */
    SslContext next(SslContext first) {
        SslContext better = made;
        if (better != null) {
            return better;
        }
        if (connections.incrementAndGet() == WORTH_IT) {
            var loader = new Thread(this::loadIfFaster, "rdplab-rsa");
            loader.setDaemon(true);
            loader.start();
        }
        return first;
    }

    private void loadIfFaster() {
        if (provider().filter(RsaProvider::faster).isPresent()) {
            load();
        }
    }

    private static Optional<RsaProvider> provider() {
        try {
            return ServiceLoader.load(RsaProvider.class, RsaProvider.class.getClassLoader())
                    .findFirst();
        } catch (ServiceConfigurationError broken) {
            LOG.debug("RSA stays with BoringSSL: {}", broken.toString());
            return Optional.empty();
        }
    }

    /** Loads, on the calling thread. @return whether it is there now */
    synchronized boolean load() {
        var provider = provider();
        if (provider.isEmpty()) {
            return false;
        }
        try {
            SslContext context = maker.apply(provider.get().of(key));
            if (log == null || OpenSslKeys.logTo(context, log)) {
                made = context;
            }
        } catch (InvalidKeyException | RuntimeException | LinkageError missing) {
            LOG.debug("RSA stays with BoringSSL: {}", missing.toString());
        }
        return made != null;
    }

    /** Keys of later connections, whichever context they have. */
    synchronized boolean logKeysTo(KeyLog log) {
        this.log = log;
        return made == null || OpenSslKeys.logTo(made, log);
    }
}
