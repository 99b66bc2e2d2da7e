package dev.rdplab.packetlinks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings of the kernel's TCP at one end, pinned so that a result does not depend on the host's defaults.
 *
 * @param settings values by their full names, such as {@code net.ipv4.tcp_syn_retries};
 *     {@code cubic|reno} is the first of them that the kernel takes
 */
public record KernelProfile(String name, Map<String, String> settings) {

    private static final String TCP = "net.ipv4.tcp_";

    /**
     * An ordinary Linux since 6.5: SYNs after 1, 1, 1, 1, 1, 2, 4 ... s, no MTU probing, and CUBIC where
     * {@code net.ipv4.tcp_allowed_congestion_control} lets a namespace have it, else Reno.
     */
    public static final KernelProfile LINUX = new KernelProfile(
            "linux",
            tcp(
                    "syn_linear_timeouts", "4",
                    "syn_retries", "6",
                    "synack_retries", "5",
                    "retries2", "15",
                    "congestion_control", "cubic|reno",
                    "mtu_probing", "0",
                    "timestamps", "1",
                    "ecn", "2",
                    "rto_min_us", "200000",
                    "no_metrics_save", "1"));

    /**
     * As near to Windows 10 and 11 as this kernel can be made: SYNs after 1, 2, 4, 8, 16 s, five retransmissions of data, at
     * least 300 ms before one, no timestamps. What cannot be set: the first wait of 3 s of older Windows, and its own
     * black hole detection.
     */
    public static final KernelProfile WINDOWS_LIKE = LINUX.named("windows-like")
            .with(TCP + "syn_linear_timeouts", "0")
            .with(TCP + "syn_retries", "4")
            .with(TCP + "retries2", "5")
            .with(TCP + "timestamps", "0")
            .with(TCP + "rto_min_us", "300000");

    public static final List<KernelProfile> ALL = List.of(LINUX, WINDOWS_LIKE);

    public KernelProfile {
        settings.keySet().forEach(NetNamespace::sysctlPath);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** The profile of that name. */
    public static Optional<KernelProfile> of(String name) {
        return ALL.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    public KernelProfile named(String other) {
        return new KernelProfile(other, settings);
    }

    /** With one more setting, or another value. */
    public KernelProfile with(String key, String value) {
        var changed = new TreeMap<>(settings);
        changed.put(key, value);
        return new KernelProfile(name, changed);
    }

    /**
     * Sets them in a namespace.
     *
     * @return what the kernel says afterwards; a setting that it does not have is {@code absent}
     */
    Map<String, String> apply(NetNamespace namespace) {
        return namespace.call(() -> {
            var actual = new LinkedHashMap<String, String>();
            for (var setting : settings.entrySet()) {
                var path = NetNamespace.sysctlPath(setting.getKey());
                if (!Files.exists(path)) {
                    actual.put(setting.getKey(), "absent");
                    continue;
                }
                write(path, setting.getValue());
                actual.put(setting.getKey(), NetNamespace.read(path));
            }
            return actual;
        });
    }

    private static void write(Path path, String alternatives) throws IOException {
        IOException refused = null;
        for (String value : alternatives.split("\\|")) {
            try {
                Files.writeString(path, value);
                return;
            } catch (IOException e) {
                refused = e;
            }
        }
        throw new IOException("the kernel refuses " + alternatives + " for " + path, refused);
    }

    private static Map<String, String> tcp(String... namesAndValues) {
        var map = new TreeMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(TCP + namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
