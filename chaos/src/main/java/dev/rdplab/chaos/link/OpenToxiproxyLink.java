package dev.rdplab.chaos.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** One proxy with its toxics, each fixed for the latest connection. */
final class OpenToxiproxyLink implements OpenLink {

    private final String backend;
    private final ProxyControl proxy;
    private final long seed;
    private final Runnable stop;
    private final InetSocketAddress address;
    /** As asked for, chance unresolved. */
    private final Map<String, Toxic> wanted = new LinkedHashMap<>();

    private final Map<String, Toxic> set = new LinkedHashMap<>();
    private int connection = 1;

    private OpenToxiproxyLink(String backend, ProxyControl proxy, Link link, long seed, Runnable stop)
            throws IOException {
        this.backend = backend;
        this.proxy = proxy;
        this.seed = seed;
        this.stop = stop;
        for (Toxic toxic : link.toxics()) {
            put(toxic);
        }
        // Listens only now, with every toxic in place: the first connection is never unaffected.
        address = proxy.listen();
    }

    static OpenToxiproxyLink open(String backend, ProxyControl proxy, Link link, long seed, Runnable stop)
            throws IOException {
        try {
            return new OpenToxiproxyLink(backend, proxy, link, seed, stop);
        } catch (IOException | RuntimeException e) {
            proxy.delete();
            throw e;
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public String layer() {
        return "stream";
    }

    @Override
    public synchronized Map<String, Object> settings() {
        var all = new TreeMap<String, Object>();
        for (Toxic toxic : set.values()) {
            var one = new TreeMap<String, Object>(toxic.attributes());
            one.put("type", toxic.kind().word());
            one.put("direction", toxic.direction().word());
            one.put("toxicity", toxic.toxicity());
            all.put(toxic.name(), one);
        }
        return all;
    }

    @Override
    public synchronized void prepare(int number) {
        connection = number;
        carryOut(() -> {
            for (Toxic toxic : wanted.values()) {
                // A toxic that would be the same is left alone: a change passes on at once what it holds.
                if (!toxic.fixed(seed, number).equals(set.get(toxic.name()))) {
                    put(toxic);
                }
            }
        });
    }

    @Override
    public synchronized void add(Toxic toxic) {
        carryOut(() -> put(toxic));
    }

    @Override
    public synchronized void remove(String name) {
        carryOut(() -> {
            wanted.remove(name);
            takeAway(name);
        });
    }

    @Override
    public Optional<InetSocketAddress> clientOf(InetSocketAddress seen) {
        return proxy.clientOf(seen);
    }

    @Override
    public synchronized int cut(boolean reset) {
        return proxy.cut(reset);
    }

    @Override
    public synchronized void close() {
        try {
            proxy.delete();
        } catch (IOException e) {
            LoggerFactory.getLogger(OpenToxiproxyLink.class).debug("proxy was gone already", e);
        } finally {
            stop.run();
        }
    }

    private void put(Toxic toxic) throws IOException {
        var fixed = toxic.fixed(seed, connection);
        takeAway(toxic.name());
        if (fixed.toxicity() > 0) { // added first and switched off afterwards it would act for a moment
            proxy.create(fixed);
        }
        wanted.put(toxic.name(), toxic);
        set.put(toxic.name(), fixed);
    }

    private void takeAway(String name) throws IOException {
        var there = set.remove(name);
        if (there != null && there.toxicity() > 0) {
            proxy.remove(name);
        }
    }

    private interface Request {
        void send() throws IOException;
    }

    private static void carryOut(Request request) {
        try {
            request.send();
        } catch (IOException e) {
            throw new LinkUnavailableException("Toxiproxy did not take the change: " + e.getMessage(), e);
        }
    }
}
