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
import java.util.concurrent.atomic.AtomicLong;

/** A proxy of a Toxiproxy server, driven by the server's HTTP interface. */
final class ServedProxy implements ProxyControl {

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Proxy proxy;

    /** Creates it; it does not listen yet. @param url of the HTTP interface */
    ServedProxy(ToxiproxyClient client, String url, InetSocketAddress upstream) throws IOException {
        String name = "rdplab-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        createDisabled(url, name, upstream.getAddress().getHostAddress() + ":" + upstream.getPort());
        proxy = client.getProxy(name);
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
    public InetSocketAddress listen() throws IOException {
        proxy.enable();
        int colon = proxy.getListen().lastIndexOf(':');
        return new InetSocketAddress(
                "127.0.0.1", Integer.parseInt(proxy.getListen().substring(colon + 1)));
    }

    @Override
    public void remove(String toxic) throws IOException {
        proxy.toxics().get(toxic).remove();
    }

    @Override
    public void delete() throws IOException {
        proxy.delete();
    }

    @Override
    public void create(Toxic toxic) throws IOException {
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
}
