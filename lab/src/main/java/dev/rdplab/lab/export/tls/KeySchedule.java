package dev.rdplab.lab.export.tls;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From hellos and a key log to the ciphers that each side uses one after the other. */
public final class KeySchedule {

    private static final int TLS12 = 0x0303;
    private static final int TLS13 = 0x0304;

    private final KeyLog keys;
    private Hello client;
    private Hello server;

    public KeySchedule(KeyLog keys) {
        this.keys = keys;
    }

    public void client(Hello hello) {
        client = hello;
    }

    public void server(Hello hello) {
        server = hello;
    }

    public Optional<Hello> client() {
        return Optional.ofNullable(client);
    }

    public Optional<Hello> server() {
        return Optional.ofNullable(server);
    }

    public boolean tls13() {
        return server != null && server.versions().get(0) == TLS13;
    }

    /** Those to try, in the order of their use; empty when secrets are missing or the suite is not known here. */
    public List<RecordCipher> ciphers(Role sender) {
        var random = client == null ? keys.onlyRandom() : Optional.of(client.random());
        if (random.isEmpty()) {
            return List.of();
        }
        if (server == null || tls13()) {
            return traffic(random.get(), sender);
        }
        var suite = CipherSuite.of(server.suites().get(0));
        var master = keys.find(KeyLog.MASTER, random.get());
        if (suite.isEmpty() || master.isEmpty() || server.versions().get(0) != TLS12) {
            return List.of();
        }
        return Tls12Cipher.of(suite.get(), server.encryptThenMac(), master.get(), random.get(), server.random(), sender)
                .map(List::of)
                .orElse(List.of());
    }

    /** Why there are none; empty when there are. */
    public String missing() {
        if (!ciphers(Role.CLIENT).isEmpty() || !ciphers(Role.SERVER).isEmpty()) {
            return "";
        }
        if (keys.isEmpty()) {
            return "TLS stays encrypted: no key log was given and the file has no secrets";
        }
        if (client != null && !keys.knows(client.random())) {
            return "TLS stays encrypted: the key log has no secrets of this connection";
        }
        if (server == null) {
            return "TLS stays encrypted: the ServerHello is not in the capture";
        }
        return "TLS stays encrypted: " + Hello.versionName(server.versions().get(0)) + " with "
                + CipherSuite.nameOf(server.suites().get(0)) + " cannot be read with these secrets";
    }

    private List<RecordCipher> traffic(Bytes random, Role sender) {
        boolean fromClient = sender == Role.CLIENT;
        var ciphers = new ArrayList<RecordCipher>();
        for (String label : List.of(
                fromClient ? KeyLog.CLIENT_HANDSHAKE : KeyLog.SERVER_HANDSHAKE,
                fromClient ? KeyLog.CLIENT_APPLICATION : KeyLog.SERVER_APPLICATION)) {
            keys.find(label, random).ifPresent(secret -> suites(secret)
                    .forEach(suite -> Tls13Cipher.of(suite, secret).ifPresent(ciphers::add)));
        }
        return ciphers;
    }

    /** The suite chosen, or all that the secret fits when the ServerHello is missing. */
    private List<CipherSuite> suites(Bytes secret) {
        return server == null
                ? CipherSuite.ofTls13(secret.length())
                : CipherSuite.of(server.suites().get(0)).map(List::of).orElse(List.of());
    }
}
