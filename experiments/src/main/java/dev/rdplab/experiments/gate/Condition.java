package dev.rdplab.experiments.gate;

import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.CellFindings;
import dev.rdplab.experiments.sweep.Percentiles;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Durations;
import dev.rdplab.words.Place;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * When a cell fails: {@code success < 99%}, {@code p95 > 3s}, {@code slow > 5%}, each also for some cells alone:
 * {@code tunnel=wireguard, loss=2%: p95 > 3s}.
 *
 * @param text as it was given
 * @param cells settings and values that a cell must have to be looked at; empty for every cell
 * @param measure {@code success}, {@code slow} or {@code p1} to {@code p99}
 * @param limit a share from 0 to 1, or milliseconds
 */
public record Condition(String text, Map<String, String> cells, String measure, Comparator comparator, double limit) {

    /** What can be written, for messages. */
    public static final String ALLOWED = "'success < 99%', 'slow > 5%' (slow or failed) or 'p95 > 3s', in front of it"
            + " settings for some cells only: 'tunnel=wireguard: p95 > 3s'";

    private static final Pattern FORM = Pattern.compile(
            "(?:(?<cells>[^<>]*):)?\\s*(?<measure>[a-z]+[0-9]*)\\s*(?<comparator><=|>=|<|>)\\s*(?<limit>[^<>=]+)");
    private static final Pattern PERCENTILE = Pattern.compile("p([1-9][0-9]?)");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)\\s*%");

    /** Between what was seen and the limit. */
    public enum Comparator {
        BELOW("<"),
        AT_MOST("<="),
        ABOVE(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }

        private static Comparator of(String sign) {
            for (Comparator each : values()) {
                if (each.sign.equals(sign)) {
                    return each;
                }
            }
            throw new IllegalArgumentException(sign);
        }

        private boolean holds(double seen, double limit) {
            return switch (this) {
                case BELOW -> seen < limit;
                case AT_MOST -> seen <= limit;
                case ABOVE -> seen > limit;
                case AT_LEAST -> seen >= limit;
            };
        }
    }

    public Condition {
        cells = Map.copyOf(cells);
    }

    /** @throws BadValueException saying what is wrong, without a place */
    public static Condition parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw bad(text, "is not a condition");
        }
        String measure = form.group("measure");
        String limit = form.group("limit").strip();
        return new Condition(
                text.strip(),
                settings(text, form.group("cells")),
                measure,
                Comparator.of(form.group("comparator")),
                limit(text, measure, limit));
    }

    /** Whether a cell is looked at. */
    public boolean concerns(Cell cell) {
        return cell.settings().entrySet().containsAll(cells.entrySet());
    }

    /** What it says of a cell. */
    public Outcome of(CellFindings cell) {
        var seen = seen(cell);
        if (seen.isEmpty()) {
            return new Outcome(this, cell.cell(), true, measure + " is not known: no handshake succeeded", "");
        }
        double value = seen.getAsDouble();
        return new Outcome(
                this,
                cell.cell(),
                comparator.holds(value, limit),
                measure + " is " + (isPercentile() ? Math.round(value) + " ms" : percent(value)),
                thin(cell));
    }

    private OptionalDouble seen(CellFindings cell) {
        return switch (measure) {
            case "success" -> OptionalDouble.of(cell.success().seen());
            case "slow" -> OptionalDouble.of(cell.slowOrFailed().seen());
            default -> cell.total().nearestRank(percentile());
        };
    }

    private String thin(CellFindings cell) {
        return isPercentile() && cell.total().at(percentile()).isEmpty()
                ? measure + " of " + cell.total().size() + " successes is uncertain; from "
                        + Percentiles.needed(percentile()) + " on ten of them lie beyond it"
                : "";
    }

    private boolean isPercentile() {
        return measure.charAt(0) == 'p';
    }

    private int percentile() {
        return Integer.parseInt(measure.substring(1));
    }

    private static Map<String, String> settings(String text, String cells) {
        var settings = new LinkedHashMap<String, String>();
        if (cells == null || cells.isBlank()) {
            return settings;
        }
        for (String each : cells.split(",")) {
            int equals = each.indexOf('=');
            if (equals < 1 || each.substring(equals + 1).isBlank()) {
                throw bad(text, "has '" + each.strip() + "' in front of the colon");
            }
            settings.put(
                    each.substring(0, equals).strip(),
                    each.substring(equals + 1).strip());
        }
        return settings;
    }

    private static double limit(String text, String measure, String limit) {
        if (PERCENTILE.matcher(measure).matches()) {
            return Durations.parse(limit).toNanos() / 1e6;
        }
        if (!measure.equals("success") && !measure.equals("slow")) {
            throw bad(text, "measures '" + measure + "'");
        }
        var percent = PERCENT.matcher(limit);
        if (!percent.matches() || Double.parseDouble(percent.group(1)) > 100) {
            throw bad(text, "has the limit '" + limit + "' for a share");
        }
        return Double.parseDouble(percent.group(1)) / 100;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static BadValueException bad(String text, String what) {
        return new BadValueException(Place.NONE, "'" + text + "' " + what, ALLOWED);
    }
}
