package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Optional;

/**
 * SC_SECURITY, [MS-RDPBCGR] 2.2.1.4.3: twelve bytes under enhanced security, else with random and certificate.
 *
 * @param encryptionMethod the one chosen of the client's, or none
 * @param encryptionLevel 32 bits: {@link #LEVEL_NONE} to {@link #LEVEL_FIPS}
 * @param keys absent when method and level are 0
 */
public record ScSecurity(EncryptionMethods encryptionMethod, long encryptionLevel, Optional<Keys> keys)
        implements ServerBlock {

    public static final String STRUCTURE = "TS_UD_SC_SEC1";

    public static final long LEVEL_NONE = 0;
    public static final long LEVEL_LOW = 1;
    public static final long LEVEL_CLIENT_COMPATIBLE = 2;
    public static final long LEVEL_HIGH = 3;
    public static final long LEVEL_FIPS = 4;

    /** No encryption: what a server says under TLS. */
    public static final ScSecurity NONE = new ScSecurity(EncryptionMethods.NONE, LEVEL_NONE, Optional.empty());

    static final int TYPE = 0x0c02;

    /**
     * @param serverRandom 32 bytes
     * @param serverCertificate at most 15000 bytes, read by the security package
     */
    public record Keys(Bytes serverRandom, Bytes serverCertificate) {

        public static final int RANDOM_LENGTH = 32;
        public static final int MAX_CERTIFICATE = 15_000;

        /** @throws IllegalArgumentException when a length is wrong */
        public Keys {
            Block.checkLength("serverRandom", serverRandom, RANDOM_LENGTH);
            if (serverCertificate.length() > MAX_CERTIFICATE) {
                throw new IllegalArgumentException("certificate of " + serverCertificate.length() + " bytes");
            }
        }
    }

    /** @throws IllegalArgumentException when the level does not fit 32 bits, or there are keys without encryption */
    public ScSecurity {
        Block.checkU32("encryptionLevel", encryptionLevel);
        if (keys.isPresent() && encryptionMethod.equals(EncryptionMethods.NONE) && encryptionLevel == LEVEL_NONE) {
            throw new IllegalArgumentException("keys without encryption");
        }
    }

    static ScSecurity read(WireReader block) {
        var in = Block.body(block, STRUCTURE);
        var method = new EncryptionMethods(in.u32le("encryptionMethod"));
        long level = in.u32le("encryptionLevel");
        if (!in.hasRemaining()) {
            return new ScSecurity(method, level, Optional.empty());
        }
        if (method.equals(EncryptionMethods.NONE) && level == LEVEL_NONE) {
            throw in.violation("serverRandomLen", Problem.INCONSISTENT, "keys without encryption");
        }
        in.expectU32le("serverRandomLen", Keys.RANDOM_LENGTH);
        long certificateLength = in.u32le("serverCertLen");
        var random = in.bytes("serverRandom", Keys.RANDOM_LENGTH);
        var certificate =
                in.bytes("serverCertificate", in.bounded("serverCertLen", certificateLength, Keys.MAX_CERTIFICATE));
        return new ScSecurity(method, level, Optional.of(new Keys(random, certificate)));
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, TYPE, w -> {
            w.u32le("encryptionMethod", encryptionMethod.value()).u32le("encryptionLevel", encryptionLevel);
            keys.ifPresent(k -> w.u32le("serverRandomLen", k.serverRandom().length())
                    .u32le("serverCertLen", k.serverCertificate().length())
                    .bytes("serverRandom", k.serverRandom())
                    .bytes("serverCertificate", k.serverCertificate()));
        });
    }
}
