package dev.rdplab.diagnosis.logs.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a line of a text log begins: its time, and the program where the line names it. */
enum LineShape {

    /** {@code [2026-11-30T13:21:52.123+0100] [INFO ] message}: xrdp from 0.10 on. */
    XRDP_ZONED(
            "\\[(?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d))\\] (?:\\[\\w+ *\\] )(?<message>.*)") {
        @Override
        Optional<Instant> time(String text, Instant about, ZoneId zone) {
            return Optional.of(OffsetDateTime.parse(text, ISO_OFFSET).toInstant());
        }
    },

    /** {@code [20261130-13:21:52] [INFO ] message}, also with milliseconds and a zone. */
    XRDP("\\[(?<time>\\d{8}-\\d\\d:\\d\\d:\\d\\d)(?:[.]\\d+)?(?:[+-]\\d{4})?\\] (?:\\[\\w+ *\\] )(?<message>.*)") {
        @Override
        Optional<Instant> time(String text, Instant about, ZoneId zone) {
            return Optional.of(LocalDateTime.parse(text, DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss", Locale.ROOT))
                    .atZone(zone)
                    .toInstant());
        }
    },

    /**
     * {@code Nov 30 13:21:52 host program[123](info): message}: syslog, the journal, krb5kdc.log. No year. The journal writes the
     * month in the language of the machine.
     */
    SYSLOG(
            "(?<time>(?:\\p{L}{3,5}[.]?|\\d{1,2}月) [ \\d]\\d \\d\\d:\\d\\d:\\d\\d)(?:[.]\\d+)? (?<host>\\S+) (?<program>[^\\s\\[:]+)"
                    + "(?:\\[\\d+\\])?(?:\\(\\w+\\))?: (?<message>.*)") {
        @Override
        Optional<Instant> time(String text, Instant about, ZoneId zone) {
            int year = about.atZone(zone).getYear();
            Instant best = null;
            for (int each = year - 1; each <= year + 1; each++) {
                var time = syslog(text, each, zone);
                boolean later =
                        time.isPresent() && time.get().isAfter(about.plus(A_DAY)); // then the year before is meant
                if (time.isPresent() && !later && (best == null || nearer(time.get(), best, about))) {
                    best = time.get();
                }
            }
            return Optional.ofNullable(best);
        }
    },

    /** {@code 2026-11-30T13:21:52.123456Z ERROR message}: tracing, as IronRDP's programs print it. */
    TRACING(
            "(?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.]\\d+)?Z) +(?:TRACE|DEBUG|INFO|WARN|ERROR) (?<message>.*)") {
        @Override
        Optional<Instant> time(String text, Instant about, ZoneId zone) {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        }
    },

    /** {@code 2026-11-30T13:21:52+0000 host program[123]: message}: {@code journalctl -o short-iso}, rsyslog. */
    ISO(
            "(?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)) (?<host>\\S+) (?<program>[^\\s\\[:]+)"
                    + "(?:\\[\\d+\\])?: (?<message>.*)") {
        @Override
        Optional<Instant> time(String text, Instant about, ZoneId zone) {
            return Optional.of(OffsetDateTime.parse(text, ISO_OFFSET).toInstant());
        }
    },

    /** {@code Mon 2026-11-30 13:21:52 UTC host program[123]: message}: {@code journalctl -o short-full}. */
    FULL(
            "[A-Z][a-z]{2} (?<time>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)(?:[.]\\d+)? (?<zone>[A-Z]{3,5}|[+-]\\d\\d) (?<host>\\S+) (?<program>[^\\s\\[:]+)"
                    + "(?:\\[\\d+\\])?: (?<message>.*)") {
        @Override
        Optional<Instant> time(String text, Instant about, ZoneId zone) {
            return Optional.of(
                    LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant());
        }
    },

    /** {@code [13:21:52:123] [1234:1234] [ERROR][com.freerdp.core] - message}: FreeRDP. No date. */
    FREERDP("\\[(?<time>\\d\\d:\\d\\d:\\d\\d:\\d{1,3})\\] \\[[0-9a-f:]+\\] \\[\\w+\\](?<message>\\[.*)") {
        @Override
        Optional<Instant> time(String text, Instant about, ZoneId zone) {
            int millis = text.lastIndexOf(':') + 1; // some versions write no leading zeros
            String padded =
                    text.substring(0, millis) + ("00" + text.substring(millis)).substring(text.length() - millis - 1);
            return Optional.of(onTheNearestDay(padded, "HH:mm:ss:SSS", about, zone));
        }
    },

    /** {@code ** (program:123): WARNING **: 13:21:52.123: message}: a program of GNOME at a terminal. No date. */
    GLIB(
            "(?:[*]{2} )?(?:\\((?<program>[^:()]+):\\d+\\): )?(?:\\S+-)?(?:Message|DEBUG|INFO|WARNING|CRITICAL|ERROR)(?: [*]{2})?: "
                    + "(?<time>\\d\\d:\\d\\d:\\d\\d[.]\\d{3}): (?<message>.*)") {
        @Override
        Optional<Instant> time(String text, Instant about, ZoneId zone) {
            return Optional.of(onTheNearestDay(text, "HH:mm:ss.SSS", about, zone));
        }
    };

    private static final Duration A_DAY = Duration.ofDays(1);

    /** Those whose short names of months are of one month only. */
    private static final List<Locale> LANGUAGES = Stream.of("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da")
            .map(Locale::forLanguageTag)
            .toList();

    private static final DateTimeFormatter ISO_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    /** What a program writes around words for a terminal. */
    private static final Pattern COLOUR = Pattern.compile("\\x1B\\[[0-9;]*m");

    private final Pattern pattern;

    LineShape(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** @param about a time near that of the line @param zone of times that name none @return empty for a time that does not exist */
    abstract Optional<Instant> time(String text, Instant about, ZoneId zone);

    /** Whether the time names its zone. */
    boolean zoned() {
        return this == TRACING || this == ISO || this == XRDP_ZONED;
    }

    /** Whether a line names its host and its program. */
    boolean named() {
        return this == SYSLOG || this == ISO || this == FULL;
    }

    Matcher matcher(String line) {
        return pattern.matcher(COLOUR.matcher(line).replaceAll(""));
    }

    private static Instant onTheNearestDay(String text, String format, Instant about, ZoneId zone) {
        var time = LocalTime.parse(text, DateTimeFormatter.ofPattern(format, Locale.ROOT));
        Instant best = null;
        LocalDate day = about.atZone(zone).toLocalDate();
        for (int days = -1; days <= 1; days++) {
            var each = day.plusDays(days).atTime(time).atZone(zone).toInstant();
            best = best == null || nearer(each, best, about) ? each : best;
        }
        return best;
    }

    private static boolean nearer(Instant one, Instant other, Instant about) {
        return Math.abs(one.getEpochSecond() - about.getEpochSecond())
                < Math.abs(other.getEpochSecond() - about.getEpochSecond());
    }

    private static Optional<Instant> syslog(String text, int year, ZoneId zone) {
        var parts = text.split(" +");
        try {
            return month(parts[0]).map(month -> LocalDate.of(year, month, Integer.parseInt(parts[1]))
                    .atTime(LocalTime.parse(parts[2]))
                    .atZone(zone)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // 29 February in another year
        }
    }

    private static Optional<Month> month(String word) {
        if (word.endsWith("月")) {
            return Optional.of(Month.of(Integer.parseInt(word.substring(0, word.length() - 1))));
        }
        var plain = plain(word, Locale.ROOT);
        return LANGUAGES.stream()
                .flatMap(language -> Stream.of(Month.values()).filter(month -> isMonth(word, month, language)))
                .findFirst();
    }

    private static boolean isMonth(String word, Month month, Locale language) {
        String plain = plain(word, language);
        return plain(month.getDisplayName(TextStyle.FULL, language), language).startsWith(plain)
                || plain(month.getDisplayName(TextStyle.SHORT, language), language)
                        .equals(plain);
    }

    private static String plain(String month, Locale language) {
        return month.replace(".", "").toLowerCase(language);
    }
}
