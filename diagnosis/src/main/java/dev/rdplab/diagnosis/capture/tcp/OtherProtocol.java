package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.protocol.wire.Bytes;
import java.nio.charset.StandardCharsets;

/** Names what else than RDP a connection carries, where its first bytes are plain. */
public final class OtherProtocol {

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private OtherProtocol() {}

    /** Empty where it is not known. */
    static String of(Bytes client, Bytes server) {
        String byClient = of(client);
        return byClient.isEmpty() ? of(server) : byClient;
    }

    /** The name by the first bytes that one end sent; empty where it is not known. */
    public static String of(Bytes head) {
        if (head.length() < 4) {
            return "";
        }
        String text = head.slice(0, Math.min(16, head.length())).text(StandardCharsets.ISO_8859_1);
        if (text.startsWith("SSH-")) {
            return "SSH";
        }
        if (text.matches("(?s)(GET|POST|HEAD|PUT|OPTIONS|DELETE|CONNECT) .*|HTTP/.*|(?i)<(!doctype|html).*")) {
            return "HTTP";
        }
        if (text.matches("(?s)220[ -].*")) {
            return "FTP or SMTP";
        }
        if (text.startsWith("RFB ")) {
            return "VNC";
        }
        if (head.get(0) == 3) {
            return tpkt(head);
        }
        if ((head.get(0) == HANDSHAKE || head.get(0) == ALERT) && head.get(1) == 3) {
            return "TLS";
        }
        return head.length() > 7 && head.get(5) == 'S' && head.get(6) == 'M' && head.get(7) == 'B' ? "SMB" : "";
    }

    /** Version 1, then a chunk of 1536 bytes that begins with time 4 and zero 4; in a first segment of any usual size. */
    private static boolean rtmp(Bytes head) {
        return head.length() > 500 && head.get(5) == 0 && head.get(6) == 0 && head.get(7) == 0 && head.get(8) == 0;
    }

    private static String tpkt(Bytes head) {
        if (head.get(1) != 0 || (head.get(2) << 8 | head.get(3)) < 7) {
            return rtmp(head) ? "RTMP" : "";
        }
        if (head.length() < 6) {
            return "";
        }
        boolean q931 = head.get(4) == 8;
        return q931 ? "H.323 call signalling" : "ISO-on-TCP, such as S7 or MMS";
    }
}
