package dev.rdplab.diagnosis.logs.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/** Times of Windows events: with up to nine digits of a second, with or without a zone. */
final class EventTime {

    /** 100-ns ticks from 1601-01-01, where FILETIME begins, to 1970-01-01. */
    private static final long EPOCH_TICKS = 116_444_736_000_000_000L;

    private static final long TICKS_PER_SECOND = 10_000_000L;

    private static final DateTimeFormatter OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private EventTime() {}

    /** Reads {@code 2026-11-22T09:30:00.405Z}, with a space for the T, with an offset, or without a zone (UTC). */
    static Optional<Instant> parse(String text) {
        return zoned(text).or(() -> local(text).map(time -> time.toInstant(ZoneOffset.UTC)));
    }

    /** A time that names its zone: {@code Z}, {@code +01:00} or {@code +0100}; or seconds since 1970. */
    static Optional<Instant> zoned(String text) {
        try {
            if (text.matches("\\d{9,10}([.]\\d+)?")) {
                return Optional.of(Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000)));
            }
            return Optional.of(OffsetDateTime.parse(iso(text), OFFSET).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A time that names no zone. */
    static Optional<LocalDateTime> local(String text) {
        try {
            return Optional.of(LocalDateTime.parse(iso(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Collectors put a space for the T and before the zone, and slashes into the date. */
    private static String iso(String text) {
        return text.strip()
                .replaceFirst("^(\\d{4})/(\\d\\d)/(\\d\\d)", "$1-$2-$3")
                .replaceFirst(" ", "T")
                .replace(" ", "");
    }

    /** A FILETIME: 100-ns ticks since 1601-01-01 UTC, [MS-DTYP] 2.3.3. */
    static Instant ofFileTime(long ticks) {
        long since = ticks - EPOCH_TICKS;
        return Instant.ofEpochSecond(
                Math.floorDiv(since, TICKS_PER_SECOND), Math.floorMod(since, TICKS_PER_SECOND) * 100);
    }
}
