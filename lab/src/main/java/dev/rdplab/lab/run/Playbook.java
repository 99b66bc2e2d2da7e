package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which scenario a connection to a {@link ScenarioServer} gets: the one for its cookie, else the one for the client's
 * address, else the next of the queue, else the usual one. May be changed while the server runs, from any thread.
 */
public final class Playbook {

    /** Connections that may wait in the queue. */
    public static final int MAX_QUEUED = 10_000;

    /** Addresses, and cookies, that may have a scenario of their own. */
    public static final int MAX_NAMED = 1_000;

    private final Scenario first;
    private final Deque<Scenario> queue = new ArrayDeque<>();
    private final Map<InetAddress, Scenario> byAddress = new LinkedHashMap<>();
    private final Map<String, Scenario> byCookie = new LinkedHashMap<>();
    private Scenario usual;

    /** @param usual for every connection for which nothing else was said */
    public Playbook(Scenario usual) {
        this.first = usual;
        this.usual = usual;
    }

    /**
     * For connections that nothing else is said about, from now on.
     *
     * @throws IllegalArgumentException when it cannot be played at one connection alone, see {@link #check}
     */
    public synchronized void usual(Scenario scenario) {
        check(scenario);
        usual = scenario;
    }

    public synchronized Scenario usual() {
        return usual;
    }

    /**
     * Puts a scenario at the end of the queue.
     *
     * @param connections how many connections get it, from 1
     * @throws IllegalArgumentException when it cannot be played at one connection alone, or the queue would be too long
     */
    public synchronized void enqueue(Scenario scenario, int connections) {
        check(scenario);
        if (queue.size() == MAX_QUEUED) {
            throw new IllegalArgumentException("the queue is full: " + MAX_QUEUED + " connections wait");
        }
        if (connections < 1 || connections > MAX_QUEUED - queue.size()) {
            throw new IllegalArgumentException(
                    connections + " connections, 1 to " + (MAX_QUEUED - queue.size()) + " allowed");
        }
        for (int i = 0; i < connections; i++) {
            queue.add(scenario);
        }
    }

    /** Connections that have a scenario waiting for them. */
    public synchronized int queued() {
        return queue.size();
    }

    /** For every connection from this address; behind a link that is the link's own. */
    public synchronized void forAddress(InetAddress client, Scenario scenario) {
        check(scenario);
        bounded(byAddress, client).put(client, scenario);
    }

    /**
     * For every connection whose Connection Request bears {@code Cookie: mstshash=COOKIE}.
     *
     * @throws IllegalArgumentException when the choice would come too late: the scenario has faults before the request, or
     *     other TLS settings than the usual one
     */
    public synchronized void forCookie(String cookie, Scenario scenario) {
        check(scenario);
        if (!scenario.server().tls().equals(usual.server().tls())) {
            throw new IllegalArgumentException(scenario.path() + " has other TLS settings than " + usual.path()
                    + ": choose it by address or for the next connections");
        }
        if (scenario.faults().stream()
                .map(Rule::when)
                .anyMatch(when -> when.wire().isPresent()
                        || when.stage().equals(Optional.of(Stage.CONNECT))
                        || when.stage().equals(Optional.of(Stage.X224))
                                && when.on().isEmpty())) {
            throw new IllegalArgumentException(scenario.path()
                    + " acts before a cookie is read: choose it by address or for the next connections");
        }
        bounded(byCookie, cookie).put(cookie, scenario);
    }

    /**
     * What is chosen beside the usual scenario, at one moment.
     *
     * @param queue the scenarios that wait, each with the number of connections in a row that get it
     */
    public record Choices(
            Scenario usual,
            List<Map.Entry<Scenario, Integer>> queue,
            Map<InetAddress, Scenario> addresses,
            Map<String, Scenario> cookies) {}

    /** What is chosen now. */
    public synchronized Choices choices() {
        var waiting = new ArrayList<Map.Entry<Scenario, Integer>>();
        for (Scenario scenario : queue) {
            int last = waiting.size() - 1;
            if (last >= 0 && waiting.get(last).getKey() == scenario) {
                waiting.set(last, Map.entry(scenario, waiting.get(last).getValue() + 1));
            } else {
                waiting.add(Map.entry(scenario, 1));
            }
        }
        return new Choices(usual, waiting, new LinkedHashMap<>(byAddress), new LinkedHashMap<>(byCookie));
    }

    /** Takes back what was chosen for this address. @return false when nothing was */
    public synchronized boolean forgetAddress(InetAddress client) {
        return byAddress.remove(client) != null;
    }

    /** Takes back what was chosen for this cookie. @return false when nothing was */
    public synchronized boolean forgetCookie(String cookie) {
        return byCookie.remove(cookie) != null;
    }

    /** Takes back the queue and what was chosen for addresses and cookies; the usual scenario stays. */
    public synchronized void forgetChoices() {
        queue.clear();
        byAddress.clear();
        byCookie.clear();
    }

    /** As in the beginning. */
    public synchronized void reset() {
        usual = first;
        forgetChoices();
    }

    /** What a new connection gets; takes it from the queue. */
    synchronized Scenario take(InetAddress client) {
        var named = byAddress.get(client);
        if (named != null) {
            return named;
        }
        return queue.isEmpty() ? usual : queue.remove();
    }

    synchronized Optional<Scenario> cookie(String cookie) {
        return Optional.ofNullable(byCookie.get(cookie));
    }

    synchronized boolean namesCookies() {
        return !byCookie.isEmpty();
    }

    /**
     * Whether a scenario can be played to a client that is not the lab's.
     *
     * @return why not; empty when it can
     */
    public static Optional<String> unplayable(Scenario scenario) {
        if (scenario.relay().isPresent()) {
            return Optional.of(Run.ofARelay(scenario));
        }
        if (scenario.kerberos().filter(realm -> !realm.client().delegation()).isPresent()) {
            return Optional.of(scenario.path() + " is a policy of the client, and the client is not the lab's");
        }
        if (scenario.link().triggers().stream().anyMatch(trigger -> trigger.role() == Role.CLIENT)) {
            return Optional.of(scenario.path() + " has a link that acts on what the lab's client does");
        }
        return scenario.faults().stream().anyMatch(rule -> rule.when().role() == Role.CLIENT)
                ? Optional.of(scenario.path() + " is a fault of the client, and the client is not the lab's")
                : Optional.empty();
    }

    /** @throws IllegalArgumentException when the scenario needs more than one connection's worth of server */
    private static void check(Scenario scenario) {
        var listen = scenario.server().listen();
        if (listen.refuse() || !listen.delay().isZero()) {
            throw new IllegalArgumentException(scenario.path() + " is about the port: start a server with it");
        }
        if (!scenario.link().needsNoProxy()) {
            throw new IllegalArgumentException(scenario.path() + " has a link: start a server with it");
        }
        if (scenario.kerberos().isPresent()) {
            throw new IllegalArgumentException(scenario.path() + " has a realm: start a server with it");
        }
        unplayable(scenario).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    private static <K> Map<K, Scenario> bounded(Map<K, Scenario> named, K key) {
        if (named.size() >= MAX_NAMED && !named.containsKey(key)) {
            throw new IllegalArgumentException(MAX_NAMED + " have a scenario of their own, which is all there may be");
        }
        return named;
    }
}
