package dev.rdplab.fuzz;

import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.testkit.Capture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Inputs to begin with, made of what real programs sent and of the project's own files. */
public final class Seeds {

    private static final int MOST = 4_000; // bytes of a message in a seed
    private static final List<String> FILES =
            List.of("rd_xrdp_rdp.pcap", "xf3_hybridex_ok.pcapng", "xf_shadow_nla_tls12.pcapng", "xf_xrdp_tls.pcapng");

    private Seeds() {}

    /** Those of a target. */
    static List<byte[]> of(Target target) {
        return switch (target) {
            case DECODERS -> decoders();
            case DISSECTOR -> List.copyOf(sequences(true));
            case ENDPOINT -> endpoints();
            case PAIR -> pairs();
            case LIFE -> random(64, 24);
            case TLS_RECORDS -> tls();
            case RELAY -> relayed();
            case CAPTURE -> captures();
            case FILES -> files();
            case KERBEROS_FILES -> kerberos();
            case HTTP -> http();
        };
    }

    /** Writes the seeds of all targets into folders of a folder. */
    public static void main(String[] arguments) throws IOException {
        for (var target : Target.values()) {
            var folder = Files.createDirectories(Path.of(arguments[0], target.name()));
            int number = 0;
            for (byte[] seed : of(target)) {
                Files.write(folder.resolve("seed-" + number++), seed);
            }
        }
    }

    private static byte[] prefixed(byte[] bytes, int... prefix) {
        var out = new ByteArrayOutputStream();
        for (int each : prefix) {
            out.write(each);
        }
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static List<byte[]> decoders() {
        var seeds = new ArrayList<byte[]>();
        for (String name : List.of("xf3_spnego_krb5", "xf_shadow_nla_ok", "xf_xrdp_rdp")) {
            for (var row : Capture.load(name).rows()) {
                for (int decoder = 0; decoder < DecodersTarget.COUNT && row.bytes().length <= MOST; decoder++) {
                    seeds.add(prefixed(row.bytes(), decoder));
                }
            }
        }
        return seeds;
    }

    /** The messages of each capture in a row. @param sender a byte of each says who sent it */
    private static List<byte[]> sequences(boolean sender) {
        var seeds = new ArrayList<byte[]>();
        for (String name : Capture.NAMES) {
            var out = new ByteArrayOutputStream();
            for (var row : Capture.load(name).rows()) {
                byte[] bytes = row.bytes();
                if (bytes.length <= MOST) {
                    if (sender) {
                        out.write(row.fromClient() ? 0 : 1);
                    }
                    out.write(bytes.length >> 8);
                    out.write(bytes.length);
                    out.writeBytes(bytes);
                }
            }
            seeds.add(out.toByteArray());
        }
        return seeds;
    }

    private static List<byte[]> endpoints() {
        var seeds = new ArrayList<byte[]>();
        for (byte[] sequence : sequences(false)) {
            for (int choice = 0; choice < 4; choice++) {
                seeds.add(prefixed(sequence, choice & 1, choice));
            }
        }
        return seeds;
    }

    /** In each mode, below and above TLS. */
    private static List<byte[]> relayed() {
        var seeds = new ArrayList<byte[]>();
        for (byte[] sequence : sequences(true)) {
            for (int mode = 0; mode < 8; mode++) {
                seeds.add(prefixed(sequence, mode));
            }
        }
        return seeds;
    }

    private static List<byte[]> pairs() {
        var seeds = new ArrayList<byte[]>();
        for (int client = 0; client < 64; client += 5) {
            for (int server = 0; server < 5; server++) {
                seeds.add(new byte[] {(byte) client, (byte) server});
                seeds.add(new byte[] {(byte) client, (byte) server, (byte) (client % 20), 0, 12, (byte) server, 7});
            }
        }
        return seeds;
    }

    private static List<byte[]> tls() {
        var seeds = new ArrayList<byte[]>(random(16, 64));
        Capture.load("clienthello").rows().forEach(row -> seeds.add(prefixed(row.bytes(), 5)));
        seeds.add(prefixed(new byte[] {21, 3, 3, 0, 2, 2, 40, 23, 3, 3, 0, 4, 1, 2, 3, 4}, 1));
        return seeds;
    }

    private static List<byte[]> captures() {
        var seeds = new ArrayList<byte[]>();
        for (String name : FILES) {
            try (var in = Capture.class.getResourceAsStream("/captures/pcap/" + name)) {
                seeds.add(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return seeds;
    }

    private static List<byte[]> files() {
        var seeds = new ArrayList<byte[]>();
        var paths = Catalogue.paths();
        for (int i = 0; i < paths.size(); i += 40) {
            seeds.add(prefixed(Catalogue.text(paths.get(i)).getBytes(StandardCharsets.UTF_8), 0));
        }
        seeds.add(prefixed("name: x\naxes: { latency: [0ms, 10ms] }\ntrials: 3\n".getBytes(StandardCharsets.UTF_8), 1));
        seeds.add(prefixed("rules:\n  - { scenario: 'tls/*', exit: 1 }\n".getBytes(StandardCharsets.UTF_8), 2));
        return seeds;
    }

    private static List<byte[]> kerberos() {
        var seeds = new ArrayList<byte[]>();
        seeds.add(new byte[] {0, 5, 2, 0, 0, 0, 4, 0, 1, 0, 1});
        seeds.add(new byte[] {1, 5, 4, 0, 12, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0});
        String text =
                "[libdefaults]\n default_realm = LAB.EXAMPLE\n[realms]\n LAB.EXAMPLE = {\n  kdc = 127.0.0.1:88\n }\n";
        seeds.add(prefixed(text.getBytes(StandardCharsets.UTF_8), 2));
        return seeds;
    }

    private static List<byte[]> http() {
        var seeds = new ArrayList<byte[]>();
        var bodies = List.of(
                "{\"scenario\":\"server-key-unreadable\"}",
                "{\"scenario\":\"server-key-unreadable\",\"connections\":3}",
                "{\"address\":\"10.0.0.1\",\"scenario\":\"silence\"}",
                "{\"cookie\":\"bob\",\"scenario\":\"silence\"}",
                "tls/*",
                "{}");
        for (String body : bodies) {
            for (int path = 0; path < 10; path++) {
                for (int method = 0; method < 3; method++) {
                    seeds.add(prefixed(body.getBytes(StandardCharsets.UTF_8), path, method));
                }
            }
        }
        return seeds;
    }

    private static List<byte[]> random(int count, int length) {
        var random = new Random(count);
        var seeds = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            seeds.add(bytes);
        }
        return seeds;
    }
}
