package dev.rdplab.relay;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import java.util.List;

/** The moments that a relay can know without keys. */
public final class ClearMessages {

    /** Messages by name: X.224, then what the TLS record layer names. */
    public static final List<String> NAMES = List.of(
            PduNames.CONNECTION_REQUEST,
            PduNames.CONNECTION_CONFIRM,
            PduNames.CLIENT_HELLO,
            PduNames.SERVER_HELLO,
            "HelloRetryRequest",
            "Certificate",
            "ServerKeyExchange",
            "CertificateRequest",
            "ServerHelloDone",
            "ClientKeyExchange",
            "CertificateStatus",
            "NewSessionTicket",
            "ChangeCipherSpec",
            "Alert",
            "EncryptedAlert",
            "EncryptedHandshake",
            "HandshakeFragment",
            "ApplicationData");

    /** Stages whose beginning shows: those in the clear, and the first one after TLS. */
    public static final List<Stage> STAGES = List.of(
            Stage.CONNECT, Stage.X224, Stage.TLS, Stage.CREDSSP, Stage.RDSTLS, Stage.RDS_AAD, Stage.MCS_CONNECT);

    private ClearMessages() {}
}
