package dev.rdplab.chaos.link;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** One proxy of a Toxiproxy server. */
final class OpenToxiproxyLink implements OpenLink {

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String backend;
    private final Proxy proxy;
    private final long seed;
    private final Runnable stop;
    private final InetSocketAddress address;
    /** As asked for, chance unresolved. */
    private final Map<String, Toxic> wanted = new LinkedHashMap<>();

    private final Map<String, Toxic> set = new LinkedHashMap<>();
    private int connection = 1;

    private OpenToxiproxyLink(String backend, Proxy proxy, Link link, long seed, Runnable stop) throws IOException {
        this.backend = backend;
        this.proxy = proxy;
        this.seed = seed;
        this.stop = stop;
        for (Toxic toxic : link.toxics()) {
            put(toxic);
        }
        // Listens only now, with every toxic in place: the first connection is never unaffected.
        proxy.enable();
        int colon = proxy.getListen().lastIndexOf(':');
        address = new InetSocketAddress(
                "127.0.0.1", Integer.parseInt(proxy.getListen().substring(colon + 1)));
    }

    static OpenToxiproxyLink open(
            String backend,
            ToxiproxyClient client,
            String url,
            Link link,
            InetSocketAddress upstream,
            long seed,
            Runnable stop)
            throws IOException {
        String name = "rdplab-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        createDisabled(url, name, upstream.getAddress().getHostAddress() + ":" + upstream.getPort());
        var proxy = client.getProxy(name);
        try {
            return new OpenToxiproxyLink(backend, proxy, link, seed, stop);
        } catch (IOException | RuntimeException e) {
            proxy.delete();
            throw e;
        }
    }

    /** toxiproxy-java can only create a proxy that listens at once. */
    private static void createDisabled(String url, String name, String upstream) throws IOException {
        var body = "{\"name\":\"" + name + "\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"" + upstream
                + "\",\"enabled\":false}";
        var request = HttpRequest.newBuilder(URI.create(url + "/proxies"))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = send(request);
        if (response.statusCode() != 201) {
            throw new IOException("HTTP " + response.statusCode() + " " + response.body());
        }
    }

    /** Toxiproxy closes connections that were idle, at times just when one is taken out of the pool: then once more. */
    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            try {
                return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (ConnectException nobodyThere) {
                throw nobodyThere;
            } catch (IOException closedMeanwhile) {
                return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
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
    public void close() {
        try {
            proxy.delete();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(OpenToxiproxyLink.class).debug("proxy was gone already", e);
        } finally {
            stop.run();
        }
    }

    private void put(Toxic toxic) throws IOException {
        var fixed = toxic.fixed(seed, connection);
        takeAway(toxic.name());
        create(fixed);
        wanted.put(toxic.name(), toxic);
        set.put(toxic.name(), fixed);
    }

    private void takeAway(String name) throws IOException {
        var there = set.remove(name);
        if (there != null && there.toxicity() > 0) {
            proxy.toxics().get(name).remove();
        }
    }

    private void create(Toxic toxic) throws IOException {
        if (toxic.toxicity() == 0) {
            // Added first and switched off afterwards it would act for a moment.
            return;
        }
        var all = proxy.toxics();
        var name = toxic.name();
        var direction = toxic.direction() == Direction.UP ? ToxicDirection.UPSTREAM : ToxicDirection.DOWNSTREAM;
        switch (toxic.kind()) {
            case LATENCY -> all.latency(name, direction, toxic.attributes().get("latency"));
            case BANDWIDTH -> all.bandwidth(name, direction, toxic.attributes().get("rate"));
            case SLICER -> slicer(toxic, direction);
            case LIMIT_DATA -> all.limitData(name, direction, toxic.attributes().get("bytes"));
            case TIMEOUT -> all.timeout(name, direction, toxic.attributes().get("timeout"));
            case RESET_PEER -> all.resetPeer(name, direction, toxic.attributes().get("timeout"));
            case SLOW_CLOSE -> all.slowClose(name, direction, toxic.attributes().get("delay"));
        }
    }

    private void slicer(Toxic toxic, ToxicDirection direction) throws IOException {
        var attributes = toxic.attributes();
        var slicer = proxy.toxics()
                .slicer(toxic.name(), direction, attributes.get("average_size"), attributes.getOrDefault("delay", 0L));
        long variation = attributes.getOrDefault("size_variation", 0L);
        if (variation > 0) {
            slicer.setSizeVariation(variation);
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
