package dev.rdplab.protocol.security;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.testkit.Capture;

/** What a capture under standard RDP security holds, found by offset so that no other decoder is trusted. */
public record CapturedSecurity(Capture capture) {

    public static CapturedSecurity load(String name) {
        return new CapturedSecurity(Capture.load(name));
    }

    /** The server's throw-away key in the comments. */
    public RsaKeyPair serverKey() {
        return RsaKeyPair.ofLittleEndian(
                Bytes.wrap(capture.hexAfter("pub_mod=").orElseThrow()),
                Bytes.wrap(capture.hexAfter("pub_exp=").orElseThrow()),
                Bytes.wrap(capture.hexAfter("pri_exp=").orElseThrow()));
    }

    public Bytes serverRandom() {
        int at = securityBlock();
        return connectResponse().slice(at + 20, at + 52);
    }

    public Bytes serverCertificate() {
        int at = securityBlock();
        Bytes response = connectResponse();
        int length = response.get(at + 16) | response.get(at + 17) << 8;
        return response.slice(at + 52, at + 52 + length);
    }

    /** Header 4 + encryptionMethod 4 + encryptionLevel 4 + serverRandomLen 4 + serverCertLen 4, then both. */
    private int securityBlock() {
        return connectResponse().hex().indexOf("020cac01") / 2;
    }

    private Bytes connectResponse() {
        return row("ConnectResponse", 1);
    }

    public Bytes row(String name, int occurrence) {
        return capture.rows().stream()
                .filter(r -> r.name().startsWith(name))
                .skip(occurrence - 1L)
                .findFirst()
                .map(r -> Bytes.wrap(r.bytes()))
                .orElseThrow();
    }

    public SessionKeys keys() {
        WireReader in = reader(row("SecurityExchange", 1));
        SecurityHeader.decode(in);
        Bytes clientRandom = SecurityExchange.decode(in).clientRandom(serverKey(), in);
        return SessionKeys.derive(EncryptionMethod.BITS_128, clientRandom, serverRandom());
    }

    /** A reader at the security header of an MCS Send Data PDU. */
    public static WireReader reader(Bytes pdu) {
        return WireReader.of(userData(pdu), Stage.SECURITY_EXCHANGE, "");
    }

    /** TPKT 4 + X.224 3 + choice 1 + initiator 2 + channelId 2 + priority 1 + length 1 or 2. */
    public static Bytes userData(Bytes pdu) {
        return pdu.slice((pdu.get(13) & 0x80) == 0 ? 14 : 15);
    }
}
