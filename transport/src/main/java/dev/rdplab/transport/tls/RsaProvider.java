package dev.rdplab.transport.tls;

import io.netty.handler.ssl.OpenSslPrivateKeyMethod;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.ServiceLoader;

/**
 * Something that signs with a server's RSA key faster than BoringSSL, such as the module {@code system-rsa}. Found by {@link
 * ServiceLoader}; without one BoringSSL makes every signature.
 */
public interface RsaProvider {

    /** Whether it is faster on this processor. Must load nothing. */
    boolean faster();

    /**
     * Takes a key over.
     *
     * @throws InvalidKeyException when it is no RSA key or keeps its numbers to itself
     * @throws LinkageError when what it needs is not on this machine
     */
    OpenSslPrivateKeyMethod of(PrivateKey key) throws InvalidKeyException;
}
