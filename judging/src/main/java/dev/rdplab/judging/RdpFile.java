package dev.rdplab.judging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A file of settings for mstsc and clients like it: the server and the account, no question, nothing redirected. */
final class RdpFile {

    private RdpFile() {}

    /** The text, with line ends of Windows. @param values of the placeholders host, port and user */
    static String text(Map<String, String> values) {
        return String.join(
                        "\r\n",
                        "full address:s:" + values.get("host") + ":" + values.get("port"),
                        "username:s:" + values.get("user"),
                        "authentication level:i:0", // connect without a question, whatever the certificate
                        "enablecredsspsupport:i:1",
                        "prompt for credentials:i:0",
                        "autoreconnection enabled:i:0",
                        "screen mode id:i:1",
                        "desktopwidth:i:800",
                        "desktopheight:i:600",
                        "redirectclipboard:i:0",
                        "redirectprinters:i:0",
                        "redirectsmartcards:i:0",
                        "drivestoredirect:s:",
                        "audiomode:i:2")
                + "\r\n";
    }

    /** Writes it as mstsc does: UTF-16LE with a byte order mark. */
    static Path write(Path file, Map<String, String> values) throws IOException {
        return Files.write(file, ("\ufeff" + text(values)).getBytes(StandardCharsets.UTF_16LE));
    }
}
