package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * CS_SECURITY, [MS-RDPBCGR] 2.2.1.3.3: the ciphers of standard RDP security that the client has. Twelve bytes.
 *
 * @param encryptionMethods 32 bits of {@link EncryptionMethods}
 * @param extEncryptionMethods the same for clients in French locale, else 0
 */
public record CsSecurity(EncryptionMethods encryptionMethods, EncryptionMethods extEncryptionMethods)
        implements ClientBlock {

    public static final String STRUCTURE = "TS_UD_CS_SEC";
    static final int TYPE = 0xc002;

    static CsSecurity read(WireReader block) {
        var in = Block.body(block, STRUCTURE);
        return new CsSecurity(
                new EncryptionMethods(in.u32le("encryptionMethods")),
                new EncryptionMethods(in.u32le("extEncryptionMethods")));
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, TYPE, w -> w.u32le("encryptionMethods", encryptionMethods.value())
                .u32le("extEncryptionMethods", extEncryptionMethods.value()));
    }
}
