package dev.rdplab.transport.tls;

import io.netty.util.NetUtil;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Whether a certificate is for a host, RFC 9525 section 6, and by the subject's common name where it names no host else. */
final class CertifiedName {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private CertifiedName() {}

    /** @throws CertificateException when it is for others, with their names */
    static void check(X509Certificate certificate, String host) throws CertificateException {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        var names = named(certificate, address == null ? DNS_NAME : IP_ADDRESS);
        boolean fits;
        if (address != null) {
            fits = names.stream()
                    .map(NetUtil::createByteArrayFromIpAddressString)
                    .anyMatch(one -> Arrays.equals(one, address));
        } else {
            names = names.isEmpty() ? commonName(certificate).map(List::of).orElse(List.of()) : names;
            fits = names.stream().anyMatch(name -> matches(lower(name), lower(host)));
        }
        if (!fits) {
            throw new CertificateException("the certificate is for " + names + ", not for " + host);
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A star stands for one whole label, the first. */
    private static boolean matches(String name, String host) {
        if (!name.startsWith("*.")) {
            return name.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && name.indexOf('.', 2) > 0 && host.substring(dot).equals(name.substring(1));
    }

    private static List<String> named(X509Certificate certificate, int kind) throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        return all == null
                ? List.of()
                : all.stream()
                        .filter(one -> one.get(0).equals(kind))
                        .map(one -> (String) one.get(1))
                        .toList();
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> rdn.getValue().toString())
                            .findFirst();
        } catch (InvalidNameException none) {
            return Optional.empty();
        }
    }
}
