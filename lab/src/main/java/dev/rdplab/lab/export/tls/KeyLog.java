package dev.rdplab.lab.export.tls;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Secrets in the form that browsers and OpenSSL log them, RFC 9850: label, client random, secret; one a line. */
public final class KeyLog {

    public static final KeyLog EMPTY = new KeyLog(Map.of(), Set.of());

    static final String MASTER = "CLIENT_RANDOM";
    static final String CLIENT_HANDSHAKE = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";
    static final String SERVER_HANDSHAKE = "SERVER_HANDSHAKE_TRAFFIC_SECRET";
    static final String CLIENT_APPLICATION = "CLIENT_TRAFFIC_SECRET_0";
    static final String SERVER_APPLICATION = "SERVER_TRAFFIC_SECRET_0";

    private static final int MAX_LINES = 100_000;
    private static final Pattern LINE =
            Pattern.compile("([A-Z0-9_]{1,64}) +([0-9a-fA-F]{64}) +([0-9a-fA-F]{2,256})\\s*");

    private final Map<String, Secret> secrets; // by label, a space, and the client random in hex
    private final Set<String> randoms;

    private KeyLog(Map<String, Secret> secrets, Set<String> randoms) {
        this.secrets = Map.copyOf(secrets);
        this.randoms = Set.copyOf(randoms);
    }

    /** Takes the lines that are secrets and passes over all others. */
    public static KeyLog parse(String text) {
        var secrets = new HashMap<String, Secret>();
        var randoms = new LinkedHashSet<String>();
        text.lines().limit(MAX_LINES).map(LINE::matcher).forEach(line -> {
            if (line.matches() && line.group(3).length() % 2 == 0) {
                String random = line.group(2).toLowerCase(Locale.ROOT);
                secrets.put(line.group(1) + ' ' + random, Secret.of(line.group(3)));
                randoms.add(random);
            }
        });
        return new KeyLog(secrets, randoms);
    }

    /** These secrets and others. */
    public KeyLog and(KeyLog others) {
        var both = new HashMap<>(secrets);
        both.putAll(others.secrets);
        var all = new LinkedHashSet<>(randoms);
        all.addAll(others.randoms);
        return new KeyLog(both, all);
    }

    public boolean isEmpty() {
        return secrets.isEmpty();
    }

    Optional<Bytes> find(String label, Bytes clientRandom) {
        return Optional.ofNullable(secrets.get(label + ' ' + clientRandom.hex()))
                .map(KeyLog::reveal);
    }

    boolean knows(Bytes clientRandom) {
        return randoms.contains(clientRandom.hex());
    }

    /** The client random, when all secrets belong to one connection. */
    Optional<Bytes> onlyRandom() {
        return randoms.size() == 1
                ? Optional.of(Bytes.fromHex(randoms.iterator().next()))
                : Optional.empty();
    }

    private static Bytes reveal(Secret secret) {
        return Bytes.fromHex(secret.reveal());
    }

    @Override
    public String toString() {
        return "secrets of " + randoms.size() + " connections";
    }
}
