package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Debian keeps xrdp's RSA key and its socket folder from everybody but root. */
public final class XrdpsFiles implements Need {

    @Override
    public Optional<String> missing() {
        if (!Files.isReadable(Xrdp.RSA_KEYS)) {
            return Optional.of("xrdp's " + Xrdp.RSA_KEYS + " cannot be read by this user; run as root");
        }
        try {
            Files.createDirectories(Xrdp.SOCKET_FOLDER);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("xrdp's " + Xrdp.SOCKET_FOLDER + " cannot be made by this user; run as root");
        }
    }
}
