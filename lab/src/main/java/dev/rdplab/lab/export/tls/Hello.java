package dev.rdplab.lab.export.tls;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a ClientHello or ServerHello says, RFC 8446 sections 4.1.2 and 4.1.3.
 *
 * @param random 32 bytes
 * @param suites those offered, or the one chosen
 * @param versions those offered, or the one chosen, such as 0x0304
 * @param serverName of a ClientHello; empty if none
 * @param encryptThenMac RFC 7366
 */
public record Hello(
        Bytes random, List<Integer> suites, List<Integer> versions, String serverName, boolean encryptThenMac) {

    private static final int SERVER_NAME = 0;
    private static final int ENCRYPT_THEN_MAC = 22;
    private static final int SUPPORTED_VERSIONS = 43;

    public Hello {
        suites = List.copyOf(suites);
        versions = List.copyOf(versions);
    }

    /** @throws dev.rdplab.protocol.wire.ProtocolViolationException when it is malformed */
    public static Hello client(Bytes body) {
        var in = WireReader.of(body, Stage.TLS, "ClientHello");
        int legacy = in.u16be("legacy_version");
        var random = in.bytes("random", 32);
        in.bytes("legacy_session_id", in.bounded("legacy_session_id", in.u8("length"), 32));
        var suites = in.slice("cipher_suites", in.bounded("cipher_suites", in.u16be("length"), 0xffff));
        var offered = new ArrayList<Integer>();
        while (suites.remaining() >= 2) {
            offered.add(suites.u16be("cipher_suite"));
        }
        in.bytes("legacy_compression_methods", in.bounded("compression", in.u8("length"), 0xff));
        var extensions = new Extensions(true);
        extensions.read(in);
        return new Hello(
                random,
                offered,
                extensions.versions.isEmpty() ? List.of(legacy) : extensions.versions,
                extensions.name,
                extensions.encryptThenMac);
    }

    /** @throws dev.rdplab.protocol.wire.ProtocolViolationException when it is malformed */
    public static Hello server(Bytes body) {
        var in = WireReader.of(body, Stage.TLS, "ServerHello");
        int legacy = in.u16be("legacy_version");
        var random = in.bytes("random", 32);
        in.bytes("legacy_session_id", in.bounded("legacy_session_id", in.u8("length"), 32));
        int suite = in.u16be("cipher_suite");
        in.u8("legacy_compression_method");
        var extensions = new Extensions(false);
        extensions.read(in);
        var versions = extensions.versions.isEmpty() ? List.of(legacy) : extensions.versions;
        return new Hello(random, List.of(suite), versions, "", extensions.encryptThenMac);
    }

    /** As {@link javax.net.ssl.SSLSession#getProtocol} names it. */
    public static String versionName(int number) {
        return switch (number) {
            case 0x0300 -> "SSLv3";
            case 0x0301 -> "TLSv1";
            case 0x0302 -> "TLSv1.1";
            case 0x0303 -> "TLSv1.2";
            case 0x0304 -> "TLSv1.3";
            default -> String.format(Locale.ROOT, "0x%04x", number);
        };
    }

    private static final class Extensions {
        private final boolean client;
        private final List<Integer> versions = new ArrayList<>();
        private String name = "";
        private boolean encryptThenMac;

        Extensions(boolean client) {
            this.client = client;
        }

        void read(WireReader in) {
            if (in.remaining() < 2) {
                return;
            }
            var all = in.slice("extensions", in.bounded("extensions", in.u16be("length"), 0xffff));
            while (all.remaining() >= 4) {
                int type = all.u16be("extension_type");
                var data = all.slice("extension_data", all.bounded("extension_data", all.u16be("length"), 0xffff));
                switch (type) {
                    case SERVER_NAME -> name = client ? serverName(data) : "";
                    case ENCRYPT_THEN_MAC -> encryptThenMac = true;
                    case SUPPORTED_VERSIONS -> supported(data);
                    default -> {
                        // of no use here
                    }
                }
            }
        }

        private void supported(WireReader data) {
            if (client) {
                data.u8("length");
            }
            while (data.remaining() >= 2) {
                versions.add(data.u16be("version"));
            }
        }

        private static String serverName(WireReader data) {
            if (data.remaining() < 5) {
                return "";
            }
            data.u16be("server_name_list");
            data.u8("name_type");
            return data.bytes("host_name", data.bounded("host_name", data.u16be("length"), 0xff))
                    .text(StandardCharsets.US_ASCII);
        }
    }
}
