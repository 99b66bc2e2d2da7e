package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.protocol.wire.Bytes;
import java.nio.charset.StandardCharsets;

/** Names what else than RDP a connection carries, where its first bytes are plain. */
public final class OtherProtocol {

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private static final int SOCKS_5 = 5;
    private static final int TELNET_COMMAND = 0xFF;
    private static final int TELNET_WILL = 0xFB;
    private static final int NETBIOS_REFUSAL = 0x83;
    private static final int MYSQL_PROTOCOL = 10;

    private OtherProtocol() {}

    /** Empty where it is not known. */
    static String of(Bytes client, Bytes server) {
        String byClient = of(client);
        return byClient.isEmpty() ? of(server) : byClient;
    }

    /** The name by the first bytes that one end sent; empty where it is not known. */
    public static String of(Bytes head) {
        if (head.length() == 2 && head.get(0) == SOCKS_5 && (head.get(1) == 0 || head.get(1) == 0xFF)) {
            return "SOCKS";
        }
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
        if (text.matches("(?s)\\* (OK|PREAUTH|BYE).*|[+]OK.*")) {
            return "IMAP or POP3";
        }
        if (text.matches("(?s)-(ERR|NOAUTH|DENIED) .*")) {
            return "Redis";
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
        if (head.get(0) == TELNET_COMMAND && head.get(1) >= TELNET_WILL && head.get(1) < TELNET_COMMAND) {
            return "Telnet";
        }
        return binary(head);
    }

    private static String binary(Bytes head) {
        if (head.get(0) == NETBIOS_REFUSAL && head.get(1) == 0 && head.get(2) == 0 && head.get(3) == 1) {
            return "SMB";
        }
        if (head.length() > 5 && head.get(3) == 0 && head.get(4) == MYSQL_PROTOCOL && Character.isDigit(head.get(5))) {
            return "MySQL";
        }
        boolean rpc = head.get(0) == 5 && head.get(1) <= 1 && head.get(2) <= 0x14 && head.length() >= 16; // its header
        if (rpc) {
            return "DCE/RPC";
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
