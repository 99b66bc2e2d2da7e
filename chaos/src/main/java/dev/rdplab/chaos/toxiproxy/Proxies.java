package dev.rdplab.chaos.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All proxies by name. Used by the thread of the HTTP interface alone. */
final class Proxies {

    /** Proxies at a time. */
    static final int MAX_PROXIES = 1_024;

    private final Map<String, Proxy> byName = new TreeMap<>();
    private final Sockets sockets;
    private final long seed;

    Proxies(Sockets sockets, long seed) {
        this.sockets = sockets;
        this.seed = seed;
    }

    Proxy get(String name) throws ApiError {
        var proxy = byName.get(name);
        if (proxy == null) {
            throw new ApiError(404, "proxy not found");
        }
        return proxy;
    }

    Proxy create(JsonNode body) throws ApiError {
        var settings = Settings.of(body, "");
        if (byName.containsKey(settings.name())) {
            throw new ApiError(409, "proxy already exists");
        }
        return put(settings);
    }

    /** Like the original: a proxy that is there already and the same is left alone and answered as it was asked for. */
    List<Proxy> populate(JsonNode body) throws ApiError {
        if (!body.isArray()) {
            throw ApiError.badBody("an array is expected, not " + body.getNodeType());
        }
        var all = new ArrayList<Settings>();
        for (int i = 0; i < body.size(); i++) {
            all.add(Settings.of(body.get(i), " at proxy " + (i + 1)));
        }
        var answer = new ArrayList<Proxy>();
        for (Settings settings : all) {
            var existing = byName.get(settings.name());
            if (existing != null && existing.is(settings.listen(), settings.upstream())) {
                answer.add(existing);
                continue;
            }
            if (existing != null) {
                existing.stop();
                byName.remove(settings.name());
            }
            answer.add(put(settings));
        }
        return answer;
    }

    void remove(String name) throws ApiError {
        get(name).stop();
        byName.remove(name);
    }

    /** Enables every proxy and removes all toxics. */
    void reset() throws ApiError {
        for (Proxy proxy : byName.values()) {
            proxy.start();
            proxy.deleteAll();
        }
    }

    void clear() {
        byName.values().forEach(Proxy::stop);
        byName.clear();
    }

    JsonNode toJson(ObjectMapper json) {
        var node = json.createObjectNode();
        byName.forEach((name, proxy) -> node.set(name, proxy.toJson(json)));
        return node;
    }

    private Proxy put(Settings settings) throws ApiError {
        if (byName.size() >= MAX_PROXIES) {
            throw new ApiError(400, "too many proxies, at most " + MAX_PROXIES);
        }
        var proxy = new Proxy(settings.name(), settings.listen(), settings.upstream(), sockets, seed);
        if (settings.enabled()) {
            proxy.start();
        }
        byName.put(settings.name(), proxy);
        return proxy;
    }

    private record Settings(String name, String listen, String upstream, boolean enabled) {
        static Settings of(JsonNode body, String where) throws ApiError {
            var name = Json.text(body, "name", "");
            var upstream = Json.text(body, "upstream", "");
            if (name.isEmpty()) {
                throw ApiError.missing("name" + where);
            }
            if (upstream.isEmpty()) {
                throw ApiError.missing("upstream" + where);
            }
            return new Settings(name, Json.text(body, "listen", ""), upstream, Json.flag(body, "enabled", true));
        }
    }
}
