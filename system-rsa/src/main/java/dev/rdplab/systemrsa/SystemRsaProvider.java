package dev.rdplab.systemrsa;

import dev.rdplab.transport.tls.RsaProvider;
import io.netty.handler.ssl.OpenSslPrivateKeyMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.PrivateKey;

/** RSA signatures by the system's OpenSSL 3, on processors with AVX-512 IFMA. */
public final class SystemRsaProvider implements RsaProvider {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    @Override
    public boolean faster() {
        try (var lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .filter(flags -> flags.contains(" avx512ifma"))
                    .isPresent();
        } catch (IOException notLinux) {
            return false;
        }
    }

    @Override
    public OpenSslPrivateKeyMethod of(PrivateKey key) throws InvalidKeyException {
        return SystemRsa.of(key);
    }
}
