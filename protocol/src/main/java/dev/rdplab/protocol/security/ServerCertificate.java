package dev.rdplab.protocol.security;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The certificate a server shows under standard RDP security and in licensing, [MS-RDPBCGR] 2.2.1.4.3.1. It is of one of
 * two kinds, told apart by the lower 31 bits of {@code dwVersion}; the highest bit marks a temporary one.
 */
public sealed interface ServerCertificate extends Pdu permits ProprietaryCertificate, X509CertificateChain {

    /** Issued for a time only, until the licence server has issued the permanent one. */
    boolean temporary();

    /** The key with which a client encrypts its random number. */
    RsaPublicKey publicKey();

    /**
     * Reads all that is left.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException also for a key that is not one; not for a signature
     *     that is wrong, which {@link ProprietaryCertificate#isSigned} tells
     */
    static ServerCertificate decode(WireReader outer) {
        WireReader in = outer.as("SERVER_CERTIFICATE");
        long dwVersion = in.u32le("dwVersion");
        boolean temporary = (dwVersion & 0x8000_0000L) != 0;
        int version = (int) (dwVersion & 0x7fff_ffff);
        ServerCertificate certificate =
                switch (version) {
                    case ProprietaryCertificate.VERSION -> ProprietaryCertificate.body(in, temporary);
                    case X509CertificateChain.VERSION -> X509CertificateChain.body(in, temporary);
                    default -> throw in.violation("dwVersion", Problem.UNKNOWN_VALUE, dwVersion);
                };
        in.expectEnd();
        return certificate;
    }

    /** {@code dwVersion}, which both kinds begin with. */
    static void writeVersion(WireWriter out, int version, boolean temporary) {
        out.structure("SERVER_CERTIFICATE", w -> w.u32le("dwVersion", version | (temporary ? 0x8000_0000L : 0)));
    }
}
