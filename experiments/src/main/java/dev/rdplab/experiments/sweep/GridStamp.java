package dev.rdplab.experiments.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.packetlinks.tunnel.OwnTunnel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which grid the results in a directory belong to: {@code grid.json} beside them. The hash is over axes, fixed values, tunnels of the user's own and what is
 * skipped; not over the number of trials, seeds, shard, a fixed link or tunnels left out whole, so that a sweep can be resumed with more.
 *
 * @param name of the grid, for people
 * @param hash SHA-256, hexadecimal
 */
record GridStamp(String name, String hash) {

    static final String FILE = "grid.json";
    private static final String SCHEMA = "rdplab-grid-stamp-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    static GridStamp of(Grid grid) {
        var fixed = new TreeMap<>(grid.fixed());
        fixed.remove(Setting.LINK.word());
        var content = new LinkedHashMap<String, Object>();
        content.put("axes", new TreeMap<>(grid.axes()));
        content.put("fixed", fixed);
        content.put(
                "skip",
                grid.skip().stream()
                        .filter(cells -> !cells.keySet().equals(Set.of(Setting.TUNNEL.word())))
                        .map(TreeMap::new)
                        .toList());
        if (!grid.tunnels().isEmpty()) {
            content.put(
                    "tunnels", grid.tunnels().stream().map(GridStamp::tunnel).toList());
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(content));
            return new GridStamp(grid.name(), HexFormat.of().formatHex(digest));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it does; which programs that needs changes no result. */
    private static Map<String, String> tunnel(OwnTunnel own) {
        return new TreeMap<>(Map.of(
                "name", own.name(),
                "up", own.up(),
                "down", own.down().orElse(""),
                "ready", own.ready().orElse(""),
                "device", own.device()));
    }

    /** The one beside results; empty where there is none, or none that can be read. */
    static Optional<GridStamp> in(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var node = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
            return Optional.of(new GridStamp(
                    node.path("name").asText("?"), node.path("hash").asText("")));
        } catch (JsonProcessingException e) {
            return Optional.of(new GridStamp("?", ""));
        }
    }

    void write(Path directory) throws IOException {
        ObjectNode node =
                JSON.createObjectNode().put("schema", SCHEMA).put("name", name).put("hash", hash);
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve(FILE),
                JSON.writeValueAsString(node) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }
}
