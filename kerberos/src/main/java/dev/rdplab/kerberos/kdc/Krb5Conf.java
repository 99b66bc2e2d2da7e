package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.protocol.EncryptionType;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The krb5.conf that leads MIT's programs to one KDC, and forbids DNS.
 *
 * @param types that they may use, best first
 * @param followingKdcTime whether they correct a wrong clock by the KDC's, as is MIT's default
 */
public record Krb5Conf(String realm, InetSocketAddress kdc, List<EncryptionType> types, boolean followingKdcTime) {

    public Krb5Conf {
        types = List.copyOf(types);
    }

    /** With all types that are implemented, following the KDC's time. */
    public static Krb5Conf of(String realm, InetSocketAddress kdc) {
        return new Krb5Conf(realm, kdc, EncryptionType.SUPPORTED, true);
    }

    /** @param wanted empty for no change */
    public Krb5Conf types(List<EncryptionType> wanted) {
        return wanted.isEmpty() ? this : new Krb5Conf(realm, kdc, wanted, followingKdcTime);
    }

    public Krb5Conf followingKdcTime(boolean follows) {
        return new Krb5Conf(realm, kdc, types, follows);
    }

    /** The file. */
    public String text() {
        return """
                [libdefaults]
                  default_realm = %1$s
                  dns_lookup_kdc = false
                  dns_lookup_realm = false
                  dns_canonicalize_hostname = false
                  dns_uri_lookup = false
                  rdns = false
                  qualify_shortname = ""
                  kdc_timesync = %4$d
                  permitted_enctypes = %5$s
                [realms]
                  %1$s = {
                    kdc = %2$s:%3$d
                  }
                [domain_realm]
                  localhost = %1$s
                """
                .formatted(
                        realm,
                        kdc.getAddress().getHostAddress(),
                        kdc.getPort(),
                        followingKdcTime ? 1 : 0,
                        types.stream().map(EncryptionType::toString).collect(Collectors.joining(" ")));
    }
}
