package dev.rdplab.kerberos.kdc;

import java.net.InetSocketAddress;

/** The krb5.conf that leads MIT's programs to one KDC, and forbids DNS. */
public final class Krb5Conf {

    private Krb5Conf() {}

    public static String of(String realm, InetSocketAddress kdc) {
        return """
                [libdefaults]
                  default_realm = %1$s
                  dns_lookup_kdc = false
                  dns_lookup_realm = false
                  dns_canonicalize_hostname = false
                  dns_uri_lookup = false
                  rdns = false
                  qualify_shortname = ""
                  permitted_enctypes = aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96
                [realms]
                  %1$s = {
                    kdc = %2$s:%3$d
                  }
                [domain_realm]
                  localhost = %1$s
                """
                .formatted(realm, kdc.getAddress().getHostAddress(), kdc.getPort());
    }
}
