package dev.rdplab.protocol.licensing;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * PRODUCT_INFO, [MS-RDPELE] 2.2.2.1.1. Texts are kept as they stand on the wire, UTF-16LE with their terminator.
 *
 * @param dwVersion major version in the upper half, minor in the lower; 4 bytes
 */
public record ProductInfo(long dwVersion, Bytes pbCompanyName, Bytes pbProductId) {

    /** Most bytes of a text that are believed. */
    static final int MAX_TEXT = 4096;

    private static final String NAME = "PRODUCT_INFO";

    public ProductInfo {
        if (pbCompanyName.length() > MAX_TEXT || pbProductId.length() > MAX_TEXT) {
            throw new IllegalArgumentException("text above " + MAX_TEXT + " bytes");
        }
    }

    public static ProductInfo of(long dwVersion, String companyName, String productId) {
        return new ProductInfo(dwVersion, Bytes.utf16le(companyName + "\0"), Bytes.utf16le(productId + "\0"));
    }

    /** What Windows Server 2008 asks for. */
    public static ProductInfo microsoft() {
        return of(0x0006_0000, "Microsoft Corporation", "A02");
    }

    public String companyName() {
        return text(pbCompanyName);
    }

    /** Such as {@code A02} from Windows, {@code 236} from xrdp. */
    public String productId() {
        return text(pbProductId);
    }

    static String text(Bytes utf16le) {
        String text = utf16le.text(StandardCharsets.UTF_16LE);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("dwVersion", dwVersion)
                .u32le("cbCompanyName", pbCompanyName.length())
                .bytes("pbCompanyName", pbCompanyName)
                .u32le("cbProductId", pbProductId.length())
                .bytes("pbProductId", pbProductId));
    }

    static ProductInfo decode(WireReader outer) {
        WireReader in = outer.as(NAME);
        long version = in.u32le("dwVersion");
        int company = in.bounded("cbCompanyName", in.u32le("cbCompanyName"), MAX_TEXT);
        Bytes companyName = in.bytes("pbCompanyName", company);
        int product = in.bounded("cbProductId", in.u32le("cbProductId"), MAX_TEXT);
        return new ProductInfo(version, companyName, in.bytes("pbProductId", product));
    }

    @Override
    public String toString() {
        return "ProductInfo[0x" + Long.toHexString(dwVersion) + ", " + companyName() + ", " + productId() + "]";
    }
}
