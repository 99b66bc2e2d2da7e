package dev.rdplab.kerberos.file;

import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client needs of a {@code krb5.conf}: realms and their KDCs. DNS is never asked, whatever the file says.
 *
 * @param kdcs of each realm, in the order in which they are to be asked
 * @param realms of hosts and, with a dot before them, of domains; in lower case
 * @param udpPreferenceLimit bytes of a request that is still tried as a datagram first
 * @param ignored settings that have no effect here, each with its line
 */
public record KerberosConfiguration(
        Optional<String> defaultRealm,
        Map<String, List<KdcAddress>> kdcs,
        Map<String, String> realms,
        int udpPreferenceLimit,
        List<String> ignored) {

    /** MIT's own, and the size that fits into one Ethernet frame. */
    public static final int DEFAULT_UDP_PREFERENCE_LIMIT = 1465;

    public KerberosConfiguration {
        kdcs = Map.copyOf(kdcs);
        realms = Map.copyOf(realms);
        ignored = List.copyOf(ignored);
    }

    /** @param tcp whether datagrams are not to be tried */
    public record KdcAddress(String host, int port, boolean tcp) {}

    /** @throws MalformedConfigurationException naming the line that is wrong */
    public static KerberosConfiguration read(Path file) throws IOException {
        return decode(OwnerFile.read(file));
    }

    /** @throws MalformedConfigurationException naming the line that is wrong */
    public static KerberosConfiguration decode(Bytes content) {
        return new ConfigurationReader(content.text(StandardCharsets.UTF_8)).read();
    }

    /** The realm of a host: its own entry, else that of the nearest domain above it, else the default. */
    public Optional<String> realmOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String found = realms.get(name);
        for (int dot = name.indexOf('.'); found == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
            found = realms.get(name.substring(dot));
            if (found == null) {
                found = realms.get(name.substring(dot + 1));
            }
        }
        return Optional.ofNullable(found).or(() -> defaultRealm);
    }

    /** Empty for a realm that is not in the file, or has no KDC there. */
    public List<KdcAddress> kdcsOf(String realm) {
        return kdcs.getOrDefault(realm, List.of());
    }
}
