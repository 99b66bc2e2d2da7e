package dev.rdplab.lab.sweep;

import dev.rdplab.lab.scenario.YamlScalar;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** Bandwidths as grids write them. */
final class Amounts {

    private static final Pattern RATE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(kbit|Mbit|Gbit)");
    private static final Map<String, Integer> ZEROS = Map.of("kbit", 3, "Mbit", 6, "Gbit", 9);
    private static final long MOST = 100_000_000_000L;

    private Amounts() {}

    /** 0 for {@code unlimited}. */
    static long bitsPerSecond(YamlScalar value) {
        if (value.text().equals("unlimited")) {
            return 0;
        }
        var matcher = RATE.matcher(value.text());
        if (matcher.matches()) {
            long rate = new BigDecimal(matcher.group(1))
                    .scaleByPowerOfTen(ZEROS.get(matcher.group(2)))
                    .longValue();
            if (rate > 0 && rate <= MOST) {
                return rate;
            }
        }
        throw value.wrong(value.described() + " is not a bandwidth", "unlimited, or 500kbit, 10Mbit, 1Gbit");
    }
}
