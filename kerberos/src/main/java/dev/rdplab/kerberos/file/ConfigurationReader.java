package dev.rdplab.kerberos.file;

import dev.rdplab.kerberos.file.KerberosConfiguration.KdcAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the text of a krb5.conf, line after line. */
final class ConfigurationReader {

    private static final int MAX_LINES = 10_000;
    private static final int MAX_ENTRIES = 1_000;
    private static final int KDC_PORT = 88;

    private static final Pattern SECTION = Pattern.compile("\\[([A-Za-z0-9_-]+)]\\*?");
    private static final Pattern RELATION = Pattern.compile("([^\\s={}]+)\\*?\\s*=\\s*(.*)");
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(tcp|udp)/)?(?:\\[([0-9A-Fa-f:.%a-z]+)]|([A-Za-z0-9_.-]+))(?::(\\d{1,5}))?");

    private final String[] lines;
    private final Map<String, List<KdcAddress>> kdcs = new HashMap<>();
    private final Map<String, String> realms = new HashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private Optional<String> defaultRealm = Optional.empty();
    private int udpPreferenceLimit = KerberosConfiguration.DEFAULT_UDP_PREFERENCE_LIMIT;

    /** Where the reader is: its section, and the groups in braces around it. */
    private int number;

    private String section = "";
    private final List<String> groups = new ArrayList<>();

    ConfigurationReader(String text) {
        lines = text.split("\\R", -1);
    }

    KerberosConfiguration read() {
        if (lines.length > MAX_LINES) {
            throw wrong("the file has more than " + MAX_LINES + " lines");
        }
        for (String raw : lines) {
            number++;
            String line = raw.strip();
            if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
                line(line);
            }
        }
        if (!groups.isEmpty()) {
            throw wrong("the file ends inside { of " + groups.get(groups.size() - 1));
        }
        return new KerberosConfiguration(defaultRealm, kdcs, realms, udpPreferenceLimit, ignored);
    }

    private void line(String line) {
        var header = SECTION.matcher(line);
        if (header.matches()) {
            if (!groups.isEmpty()) {
                throw wrong(line + " inside { of " + groups.get(groups.size() - 1));
            }
            section = header.group(1);
        } else if (line.equals("}") || line.equals("}*")) {
            if (groups.isEmpty()) {
                throw wrong("} without {");
            }
            groups.remove(groups.size() - 1);
        } else if (line.matches("(include|includedir|module)\\s.*")) {
            ignore(line);
        } else {
            relation(line);
        }
    }

    private void relation(String line) {
        var matcher = RELATION.matcher(line);
        if (!matcher.matches()) {
            throw wrong("'" + line + "' is not one of [section], name = value, name = {, }");
        }
        if (section.isEmpty()) {
            throw wrong(matcher.group(1) + " comes before the first [section]");
        }
        String value = matcher.group(2).strip();
        if (value.equals("{")) {
            groups.add(matcher.group(1));
        } else {
            setting(matcher.group(1), unquoted(value));
        }
    }

    private void setting(String name, String value) {
        switch (section + " " + groups.size() + " " + name) {
            case "libdefaults 0 default_realm" -> defaultRealm = defaultRealm.or(() -> Optional.of(value));
            case "libdefaults 0 udp_preference_limit" -> udpPreferenceLimit = bytes(value);
            case "realms 1 kdc" -> kdc(groups.get(0), value);
            default -> {
                if (section.equals("domain_realm") && groups.isEmpty()) {
                    bounded(realms.size());
                    realms.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
                } else {
                    ignore(section + "." + name);
                }
            }
        }
    }

    private void kdc(String realm, String value) {
        var matcher = ADDRESS.matcher(value);
        if (!matcher.matches()) {
            ignore("kdc = " + value + ", which is not HOST[:PORT], tcp/HOST[:PORT] or [IPv6]:PORT");
            return;
        }
        int port = matcher.group(4) == null ? KDC_PORT : Integer.parseInt(matcher.group(4));
        if (port < 1 || port > 65_535) {
            throw wrong("port " + port + " is not between 1 and 65535");
        }
        var host = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        var list = kdcs.computeIfAbsent(realm, r -> new ArrayList<>());
        bounded(kdcs.size() + list.size());
        list.add(new KdcAddress(host, port, "tcp".equals(matcher.group(1))));
    }

    private int bytes(String value) {
        if (!value.matches("\\d{1,6}")) {
            throw wrong("udp_preference_limit " + value + " is not between 0 and 999999");
        }
        return Integer.parseInt(value);
    }

    private void ignore(String what) {
        bounded(ignored.size());
        ignored.add("line " + number + ": " + what);
    }

    private void bounded(int count) {
        if (count >= MAX_ENTRIES) {
            throw wrong("more than " + MAX_ENTRIES + " entries");
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private MalformedConfigurationException wrong(String problem) {
        return new MalformedConfigurationException(number, problem);
    }
}
