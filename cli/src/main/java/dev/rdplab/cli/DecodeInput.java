package dev.rdplab.cli;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.file.CaptureReader;
import dev.rdplab.diagnosis.capture.file.CaptureSink;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.diagnosis.capture.net.NetSink;
import dev.rdplab.diagnosis.capture.net.Packets;
import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.diagnosis.capture.net.TooBig;
import dev.rdplab.diagnosis.capture.net.UpperPdu;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the units in what is to be decoded: hexadecimal digits, the captures' TSV form, or exported PDUs in pcap and pcapng. */
final class DecodeInput {

    private static final int MAX_BYTES = 256 << 20;
    private static final int ETHERNET = 1;
    private static final int RAW_IP = 101;
    private static final int RDP_PORT = 3389;

    /** A row of the captures' form. */
    private static final Pattern ROW = Pattern.compile("(?m)^[^\\t\\n]*\\t(C>S|S>C)\\t");

    /**
     * Bytes that went one way on one connection.
     *
     * @param connection from 1
     * @param sender empty when the input does not say
     */
    record Unit(int connection, Optional<Role> sender, Bytes bytes) {}

    private DecodeInput() {}

    /** What was typed: digits or the path of a file. @throws UsageException when it is neither */
    static List<Unit> of(List<String> words) {
        if (words.size() == 1 && words.get(0).equals("-")) {
            return file("stdin", stdin());
        }
        if (words.size() == 1 && isFile(words.get(0))) {
            try {
                var path = Path.of(words.get(0));
                if (Files.size(path) > MAX_BYTES) {
                    throw new UsageException(path + " has " + Files.size(path) + " bytes, at most " + MAX_BYTES);
                }
                return file(words.get(0), Files.readAllBytes(path));
            } catch (IOException e) {
                throw new UsageException(words.get(0) + " cannot be read: " + e.getMessage());
            }
        }
        return hex(String.join(" ", words))
                .orElseThrow(
                        () -> new UsageException(
                                "'" + shortened(String.join(" ", words))
                                        + "' is neither hexadecimal digits (two a byte), a hex dump, an array of bytes, Base64, nor a file"));
    }

    private static boolean isFile(String word) {
        return word.length() < 4_096 && word.indexOf('\0') < 0 && Files.isRegularFile(Path.of(word));
    }

    private static byte[] stdin() {
        try {
            return System.in.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            throw new UsageException("stdin cannot be read: " + e.getMessage());
        }
    }

    private static List<Unit> file(String name, byte[] content) {
        if (looksBinary(content)) {
            return exported(name, content);
        }
        var text = new String(content, StandardCharsets.UTF_8);
        if (ROW.matcher(text).find()) {
            return tsv(name, text);
        }
        return hex(text)
                .orElseThrow(
                        () -> new UsageException(
                                name
                                        + " holds neither hexadecimal digits, a hex dump, an array of bytes, Base64, rows with tabs, nor a capture"));
    }

    private static boolean looksBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, 64); i++) {
            if (content[i] == 0 || content[i] < 0) {
                return true;
            }
        }
        return false;
    }

    /** Each message is a unit; a whole packet with IP and TCP headers is its payload. */
    private static Optional<List<Unit>> hex(String text) {
        var units =
                Joined.of(HexText.of(text)).stream().map(DecodeInput::message).toList();
        return units.isEmpty() ? Optional.empty() : Optional.of(units);
    }

    private static Unit message(Bytes bytes) {
        for (int linkType : List.of(ETHERNET, RAW_IP)) {
            var found = new Payload();
            new Packets(found, new Notes()).packet(new CapturedPacket(1, 0, linkType, bytes, bytes.length()));
            if (found.unit != null) {
                return found.unit;
            }
        }
        return new Unit(1, Optional.empty(), bytes);
    }

    /** Rows of seq, direction, stage, name, hex; {@code # connection N} begins another connection. */
    private static List<Unit> tsv(String name, String text) {
        var units = new ArrayList<Unit>();
        int connection = 1;
        int line = 0;
        for (String row : text.lines().toList()) {
            line++;
            if (row.matches("# connection [0-9]{1,9}.*")) {
                connection =
                        Integer.parseInt(row.substring("# connection ".length()).split("\\D", 2)[0]);
            }
            if (row.isBlank() || row.startsWith("#")) {
                continue;
            }
            String[] cells = row.split("\t");
            if (cells.length < 5 || !cells[1].matches("C>S|S>C") || !cells[4].matches("([0-9a-fA-F]{2})+")) {
                throw new UsageException(name + ":" + line + ": not a row of seq, C>S or S>C, stage, name, hex");
            }
            var sender = cells[1].equals("C>S") ? Role.CLIENT : Role.SERVER;
            units.add(new Unit(connection, Optional.of(sender), Bytes.fromHex(cells[4])));
        }
        return units;
    }

    private static List<Unit> exported(String name, byte[] content) {
        var notes = new Notes();
        var found = new Exported();
        var packets = new Packets(found, notes);
        try {
            CaptureReader.read(
                    new ByteArrayInputStream(content),
                    new CaptureSink() {
                        @Override
                        public void packet(CapturedPacket packet) {
                            packets.packet(packet);
                        }

                        @Override
                        public void tlsKeyLog(Bytes lines) {
                            // Exported PDUs are in clear already.
                        }
                    },
                    notes);
        } catch (IOException e) {
            throw new UsageException(name + " cannot be read: " + e.getMessage());
        }
        if (found.units.isEmpty()) {
            throw new UsageException(name + " holds no exported PDUs (link type 252)"
                    + (found.segments > 0
                            ? ", but " + found.segments + " TCP segments: rdplab diagnose " + name + " reads them"
                            : "")
                    + notes.lines().stream()
                            .limit(1)
                            .map(note -> ": " + note)
                            .findFirst()
                            .orElse(""));
        }
        return found.units;
    }

    /** The payload of one TCP segment; the end at the RDP port is the server. */
    private static final class Payload implements NetSink {
        Unit unit;

        @Override
        public void segment(Segment segment) {
            if (!segment.payload().isEmpty()) {
                var sender = segment.from().port() == RDP_PORT
                        ? Optional.of(Role.SERVER)
                        : segment.to().port() == RDP_PORT ? Optional.of(Role.CLIENT) : Optional.<Role>empty();
                unit = new Unit(1, sender, segment.payload());
            }
        }

        @Override
        public void upperPdu(UpperPdu pdu) {
            // No packet of a network holds one.
        }

        @Override
        public void tooBig(TooBig message) {
            // Says nothing about PDUs.
        }
    }

    /** Collects exported PDUs; the end that speaks first on a connection is the client. */
    private static final class Exported implements NetSink {
        final List<Unit> units = new ArrayList<>();
        final LinkedHashMap<List<HostPort>, Integer> clients = new LinkedHashMap<>();
        int segments;

        @Override
        public void segment(Segment segment) {
            segments++;
        }

        @Override
        public void upperPdu(UpperPdu pdu) {
            var forth = List.of(pdu.from(), pdu.to());
            var back = List.of(pdu.to(), pdu.from());
            boolean server = clients.containsKey(back);
            int connection = server ? clients.get(back) : clients.computeIfAbsent(forth, key -> clients.size() + 1);
            units.add(new Unit(connection, Optional.of(server ? Role.SERVER : Role.CLIENT), pdu.bytes()));
        }

        @Override
        public void tooBig(TooBig message) {
            // Says nothing about PDUs.
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
