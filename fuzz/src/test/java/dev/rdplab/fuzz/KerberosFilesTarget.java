package dev.rdplab.fuzz;

import dev.rdplab.kerberos.file.CredentialCache;
import dev.rdplab.kerberos.file.KerberosConfiguration;
import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.file.MalformedConfigurationException;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;

/** A keytab, a credential cache or krb5.conf, as the first byte says. */
public final class KerberosFilesTarget {

    private KerberosFilesTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var content = Bytes.copyOf(input, 1, input.length - 1);
        try {
            switch ((input[0] & 0xff) % 3) {
                case 0 -> Keytab.decode(content);
                case 1 -> CredentialCache.decode(content);
                default -> KerberosConfiguration.decode(content);
            }
        } catch (ProtocolViolationException | MalformedConfigurationException documented) {
            // a damaged file
        }
    }
}
