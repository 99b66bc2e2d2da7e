package dev.rdplab.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One file of {@code captures/}: the plaintext PDUs that real programs exchanged.
 *
 * @param name file name without its ending
 * @param comments the {@code #} lines, without the sign
 */
public record Capture(String name, List<String> comments, List<Row> rows) {

    /** All captures, by name. */
    public static final List<String> NAMES = List.of(
            "clienthello",
            "gss_spnego_ntlm",
            "nm_shadow_nla",
            "rd_krb5",
            "rd_shadow_nla_notgt",
            "rd_xrdp_rdp",
            "rd_xrdp_tls",
            "xf3_clienthello",
            "xf3_ext_fallback_fail5",
            "xf3_hybridex_denied",
            "xf3_hybridex_ok",
            "xf3_krb5_shadow",
            "xf3_logonfailure",
            "xf3_shadow_nla_badpw",
            "xf3_shadow_nla_ok",
            "xf3_shadow_nla_tls12",
            "xf3_shadow_rdp",
            "xf3_shadow_tls",
            "xf3_spnego_krb5",
            "xf3_spnego_krb5_hybridex",
            "xf3_spnego_krb5_skew",
            "xf3_spnego_ntlm",
            "xf3_xrdp_rdp",
            "xf3_xrdp_tls",
            "xf_fallback_fail2",
            "xf_fallback_fail5",
            "xf_logonfailure",
            "xf_pwexpired",
            "xf_shadow_nla_badpw",
            "xf_shadow_nla_ok",
            "xf_shadow_nla_tls12",
            "xf_shadow_rdp",
            "xf_shadow_tls",
            "xf_xrdp_rdp",
            "xf_xrdp_tls");

    /**
     * One PDU.
     *
     * @param connection number of the TCP connection within the file, from 1
     * @param fromClient direction
     * @param stage and name: words of the capture's author, not always ours
     */
    public record Row(int connection, int seq, boolean fromClient, String stage, String name, byte[] bytes) {

        public String hex() {
            return HexFormat.of().formatHex(bytes);
        }

        @Override
        public String toString() {
            return "connection " + connection + " #" + seq + " " + (fromClient ? "C>S " : "S>C ") + name;
        }
    }

    public static Capture load(String name) {
        var comments = new ArrayList<String>();
        var rows = new ArrayList<Row>();
        int connection = 1;
        try (var in = Capture.class.getResourceAsStream("/captures/" + name + ".tsv");
                var lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("# connection ")) {
                    connection = Integer.parseInt(line.substring(13).split("\\D", 2)[0]);
                }
                if (line.startsWith("#")) {
                    comments.add(line.substring(1).trim());
                } else if (!line.isBlank()) {
                    String[] cells = line.split("\t");
                    rows.add(new Row(
                            connection,
                            Integer.parseInt(cells[0]),
                            cells[1].equals("C>S"),
                            cells[2],
                            cells[3],
                            HexFormat.of().parseHex(cells[4])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        return new Capture(name, List.copyOf(comments), List.copyOf(rows));
    }

    /** The first hexadecimal run after {@code label} in the comments. */
    public Optional<byte[]> hexAfter(String label) {
        return comments.stream()
                .filter(c -> c.contains(label))
                .map(c -> c.substring(c.indexOf(label) + label.length()).replaceFirst("^[^0-9a-f]*", ""))
                .map(c -> c.split("[^0-9a-f]", 2)[0])
                .filter(c -> c.length() > 1 && c.length() % 2 == 0)
                .map(HexFormat.of()::parseHex)
                .findFirst();
    }

    public Row row(int connection, int seq) {
        return rows.stream()
                .filter(r -> r.connection() == connection && r.seq() == seq)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no row " + connection + "/" + seq));
    }

    @Override
    public String toString() {
        return name;
    }
}
