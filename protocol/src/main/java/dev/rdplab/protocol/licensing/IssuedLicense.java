package dev.rdplab.protocol.licensing;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * NEW_LICENSE_INFO, [MS-RDPELE] 2.2.2.6.1: what a client stores, under the scope, company and product it is for.
 *
 * @param dwVersion as in {@link ProductInfo}; 4 bytes
 * @param pbScope ANSI text with its terminator
 * @param pbCompanyName UTF-16LE text with its terminator
 * @param pbProductId UTF-16LE text with its terminator
 * @param pbLicenseInfo the licence itself, which only its issuer reads
 */
public record IssuedLicense(long dwVersion, Bytes pbScope, Bytes pbCompanyName, Bytes pbProductId, Bytes pbLicenseInfo)
        implements Pdu {

    private static final String NAME = "NEW_LICENSE_INFO";
    private static final int MAX_LICENCE = 0xffff;

    public IssuedLicense {
        for (Bytes part : new Bytes[] {pbScope, pbCompanyName, pbProductId}) {
            if (part.length() > ProductInfo.MAX_TEXT) {
                throw new IllegalArgumentException("text of " + part.length() + " bytes");
            }
        }
        if (pbLicenseInfo.length() > MAX_LICENCE) {
            throw new IllegalArgumentException("licence of " + pbLicenseInfo.length() + " bytes");
        }
    }

    /** A licence of microsoft.com for the product asked for. */
    public static IssuedLicense of(ProductInfo product, Bytes licence) {
        return new IssuedLicense(
                product.dwVersion(),
                Bytes.ascii("microsoft.com\0"),
                product.pbCompanyName(),
                product.pbProductId(),
                licence);
    }

    static IssuedLicense open(String message, LicenseBlob encrypted, Bytes mac, LicenseKeys keys) {
        Bytes clear = keys.crypt(encrypted.blobData());
        keys.verify(message, clear, mac);
        return decode(LicenseKeys.reader(clear, message));
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("dwVersion", dwVersion)
                .u32le("cbScope", pbScope.length())
                .bytes("pbScope", pbScope)
                .u32le("cbCompanyName", pbCompanyName.length())
                .bytes("pbCompanyName", pbCompanyName)
                .u32le("cbProductId", pbProductId.length())
                .bytes("pbProductId", pbProductId)
                .u32le("cbLicenseInfo", pbLicenseInfo.length())
                .bytes("pbLicenseInfo", pbLicenseInfo));
    }

    public static IssuedLicense decode(WireReader outer) {
        WireReader in = outer.as(NAME);
        var licence = new IssuedLicense(
                in.u32le("dwVersion"),
                sized(in, "Scope", ProductInfo.MAX_TEXT),
                sized(in, "CompanyName", ProductInfo.MAX_TEXT),
                sized(in, "ProductId", ProductInfo.MAX_TEXT),
                sized(in, "LicenseInfo", MAX_LICENCE));
        in.expectEnd();
        return licence;
    }

    private static Bytes sized(WireReader in, String field, int limit) {
        int length = in.bounded("cb" + field, in.u32le("cb" + field), limit);
        return in.bytes("pb" + field, length);
    }
}
