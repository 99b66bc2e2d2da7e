package dev.rdplab.transport.tls;

import java.util.List;
import java.util.Set;

/** One end with BouncyCastle's lightweight API: what a client and a server of it have in common. */
abstract sealed class BouncyCastleContext implements TlsContext permits BouncyCastleClient, BouncyCastleServer {

    final BouncyCastleCrypto crypto = new BouncyCastleCrypto();
    final BouncyCastleOffer offer;

    /** @throws IllegalArgumentException when BouncyCastle does not know a suite or group of the settings */
    BouncyCastleContext(Set<TlsVersion> versions, List<String> suites, List<String> groups) {
        offer = BouncyCastleOffer.of(crypto, versions, suites, groups);
    }

    @Override
    public TlsEngine engine() {
        return TlsEngine.BOUNCYCASTLE;
    }

    @Override
    public boolean logKeysTo(KeyLog log) {
        crypto.secrets().logTo(log);
        return true;
    }
}
