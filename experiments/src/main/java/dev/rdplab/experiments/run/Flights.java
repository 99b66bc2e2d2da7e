package dev.rdplab.experiments.run;

import dev.rdplab.experiments.flights.RecordedFlights;
import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.Setting;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.experiments.sweep.SweptPeers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The recordings that a sweep needs, one for each client and server of its grid. They are kept with its results: whoever goes
 * on, or repeats it elsewhere with that file, computes the same trials.
 */
final class Flights {

    /** In the directory of the results. */
    static final String FILE = "flights.jsonl";

    private static final List<Setting> PEERS =
            List.of(Setting.TLS, Setting.CERTIFICATE, Setting.CREDSSP, Setting.PROFILE);

    private final Map<Map<String, String>, RecordedFlights> known = new LinkedHashMap<>();

    /** Reads what was recorded before and records what is missing. */
    synchronized void prepare(List<Cell> cells, Path directory) throws InterruptedException {
        var wanted = cells.stream()
                .map(Cell::settings)
                .filter(s -> SweptPath.FLIGHTS.equals(s.get(Setting.LINK.word())))
                .map(Flights::peers)
                .distinct()
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        var file = directory.resolve(FILE);
        var kept = read(file);
        known.putAll(kept);
        for (var peers : wanted) {
            try {
                kept.put(peers, recorded(peers));
            } catch (IllegalArgumentException e) {
                // Peers that cannot be: the cell that has them says so, and the others run.
            }
        }
        try {
            Files.write(file, kept.values().stream().map(RecordedFlights::json).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Map<String, String>, RecordedFlights> read(Path file) {
        var recorded = new LinkedHashMap<Map<String, String>, RecordedFlights>();
        if (!Files.exists(file)) {
            return recorded;
        }
        try (var lines = Files.lines(file)) {
            lines.flatMap(line -> RecordedFlights.parse(line).stream())
                    .forEach(each -> recorded.put(each.peers(), each));
            return recorded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param settings of a cell; those of its path and its deadlines change nothing */
    synchronized RecordedFlights of(Map<String, String> settings) {
        try {
            return recorded(peers(settings));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while flights were recorded", e);
        }
    }

    private RecordedFlights recorded(Map<String, String> peers) throws InterruptedException {
        var recorded = known.get(peers);
        if (recorded == null) {
            recorded = new RecordedFlights(peers, FlightRecorder.record(SweptPeers.of(peers)));
            known.put(peers, recorded);
        }
        return recorded;
    }

    private static Map<String, String> peers(Map<String, String> settings) {
        var peers = new TreeMap<String, String>();
        for (Setting setting : PEERS) {
            var value = settings.get(setting.word());
            if (value != null) {
                peers.put(setting.word(), value);
            }
        }
        return peers;
    }
}
