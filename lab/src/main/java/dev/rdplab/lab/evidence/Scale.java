package dev.rdplab.lab.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An axis of times: where a value is drawn, and a few round values for its labels. */
final class Scale {

    private static final int MOST_TICKS = 7;

    private final double low;
    private final double high;
    private final double from;
    private final double to;
    private final boolean logarithmic;

    private Scale(double low, double high, double from, double to, boolean logarithmic) {
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
        this.logarithmic = logarithmic;
    }

    /** From 0 on. @param from where 0 is drawn @param to where {@code high} is drawn */
    static Scale linear(double high, double from, double to) {
        return new Scale(0, Math.max(high, 0.001), from, to, false);
    }

    /** Each step of the same width is a multiple. @param low above 0 */
    static Scale logarithmic(double low, double high, double from, double to) {
        double first = Math.pow(10, Math.floor(Math.log10(low)));
        return new Scale(first, Math.max(high, first * 10), from, to, true);
    }

    double at(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : Math.min(value, high) / high;
        return from + share * (to - from);
    }

    boolean logarithmic() {
        return logarithmic;
    }

    /** Few enough that their labels do not touch. */
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        if (logarithmic) {
            double decades = Math.log10(high / low);
            int every = (int) Math.ceil(decades / MOST_TICKS);
            double[] parts =
                    decades <= 2 ? new double[] {1, 2, 5} : decades <= 3.5 ? new double[] {1, 3} : new double[] {1};
            for (int decade = 0; decade <= decades; decade += every) {
                for (double part : parts) {
                    double tick = low * Math.pow(10, decade) * part;
                    if (tick <= high * 1.0001) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
        double rough = high / (MOST_TICKS - 1);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
        for (double tick = 0; tick <= high * 1.0001; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** A tick in words: all of one axis in one unit. */
    String label(double tick) {
        boolean seconds = high >= 2_000;
        double value = seconds ? tick / 1_000 : tick;
        var text = value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
        return text + (seconds ? " s" : " ms");
    }

    /** The axis with its lines down to {@code bottom}. */
    void draw(Markup svg, double top, double bottom) {
        svg.raw("<g class=\"axis\">");
        for (double tick : ticks()) {
            svg.raw(
                    "<path d=\"M%.1f %.1fV%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">",
                    at(tick), top, bottom, at(tick), top - 6);
            svg.text(label(tick)).raw("</text>");
        }
        svg.raw("</g>");
    }
}
