package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.testkit.Capture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs a capture through the dissector, connection by connection. */
final class CaptureDissection {

    /** One row with the context in which it is read. */
    record Row(Capture.Row row, DissectorContext context) {

        Bytes bytes() {
            return Bytes.copyOf(row.bytes());
        }

        Role sender() {
            return row.fromClient() ? Role.CLIENT : Role.SERVER;
        }

        Dissected dissect() {
            return Dissector.dissect(bytes(), sender(), context);
        }

        @Override
        public String toString() {
            return row.toString();
        }
    }

    /** All captures with frames of RDP; {@code not-dissected.tsv} says why the others have none. */
    static final List<String> NAMES = named();

    private CaptureDissection() {}

    static List<Row> rows(String name) {
        var rows = new ArrayList<Row>();
        Map<Integer, DissectorContext> contexts = new TreeMap<>();
        for (var row : Capture.load(name).rows()) {
            var read = new Row(row, contexts.getOrDefault(row.connection(), DissectorContext.START));
            rows.add(read);
            contexts.put(row.connection(), read.dissect().next());
        }
        return rows;
    }

    /** The titles of one connection, a line each, with the direction. */
    static String titles(String name, int connection) {
        return rows(name).stream()
                .filter(row -> row.row().connection() == connection)
                .map(row ->
                        (row.row().fromClient() ? "> " : "< ") + row.dissect().title())
                .collect(Collectors.joining("\n"));
    }

    private static List<String> named() {
        try (var in = CaptureDissection.class.getResourceAsStream("not-dissected.tsv")) {
            var without = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2)[0])
                    .toList();
            return Capture.NAMES.stream()
                    .filter(name -> !without.contains(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
