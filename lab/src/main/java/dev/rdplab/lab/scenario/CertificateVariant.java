package dev.rdplab.lab.scenario;

import java.util.Locale;

/** The certificate a server shows, made at its start. */
public enum CertificateVariant {
    /** Self-signed, RSA 2048, SHA-256, valid now, for the lab host. */
    GOOD,
    EXPIRED,
    NOT_YET_VALID,
    WRONG_NAME,
    SHA1,
    RSA_1024,
    NO_KEY_USAGE,
    NO_EKU,
    EC,
    RSA_PSS,
    /** Root, intermediate, server. */
    CHAIN_3,
    /** Longer than most flights bear. */
    CHAIN_12,
    /** The private key belongs to another certificate. */
    KEY_MISMATCH;

    /** The word used in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }
}
