package dev.rdplab.cli;

import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Messages that stand in a text without an offset: at the end of the lines of a log, or as Base64. */
final class TextInLines {

    /** A run of digits at the end of a line, behind a word and a colon or an equals sign. */
    private static final Pattern AT_THE_END = Pattern.compile(
            "[\\w)\\]'\"][:=]\\s*(?:0[xX]|b?['\"])?((?:[0-9a-fA-F]{2}){7,}|(?:[0-9a-fA-F]{2} ){6,}[0-9a-fA-F]{2})['\"]?$");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{8,}={0,2}");

    private static final int MOST_MESSAGES = 10_000;

    /** How a message of the handshake begins: TPKT, a TLS record, a TSRequest, NTLM. */
    private static final List<Bytes> BEGINNINGS = List.of(
            Bytes.fromHex("0300"),
            Bytes.fromHex("1503"),
            Bytes.fromHex("1603"),
            Bytes.fromHex("30"),
            Bytes.fromHex("4e544c4d53535000"));

    private TextInLines() {}

    /** The messages of the text; none when nothing in it begins like one. */
    static List<Bytes> of(String text) {
        String joined = text.replaceAll("\\s", "");
        if (BASE64.matcher(joined).matches() && joined.length() % 4 == 0) {
            var bytes = Bytes.copyOf(Base64.getDecoder().decode(joined));
            return begins(bytes) ? List.of(bytes) : List.of();
        }
        var messages = new ArrayList<Bytes>();
        for (String line : text.lines().toList()) {
            var found = AT_THE_END.matcher(line.stripTrailing());
            if (messages.size() < MOST_MESSAGES && found.find()) {
                var bytes = Bytes.fromHex(found.group(1).replace(" ", ""));
                if (begins(bytes)) {
                    messages.add(bytes);
                }
            }
        }
        return messages;
    }

    private static boolean begins(Bytes bytes) {
        return BEGINNINGS.stream().anyMatch(bytes::startsWith);
    }
}
