package dev.rdplab.diagnosis.logs.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times of Windows events: UTC, with up to nine digits of a second, with or without a zone. */
final class EventTime {

    /** 100-ns ticks from 1601-01-01, where FILETIME begins, to 1970-01-01. */
    private static final long EPOCH_TICKS = 116_444_736_000_000_000L;

    private static final long TICKS_PER_SECOND = 10_000_000L;

    private EventTime() {}

    /** Reads {@code 2026-11-22T09:30:00.405Z}, with a space for the T, with an offset, or without a zone (UTC). */
    static Optional<Instant> parse(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            if (iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d\\d:?\\d\\d")) {
                return Optional.of(OffsetDateTime.parse(iso).toInstant());
            }
            return Optional.of(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A FILETIME: 100-ns ticks since 1601-01-01 UTC, [MS-DTYP] 2.3.3. */
    static Instant ofFileTime(long ticks) {
        long since = ticks - EPOCH_TICKS;
        return Instant.ofEpochSecond(
                Math.floorDiv(since, TICKS_PER_SECOND), Math.floorMod(since, TICKS_PER_SECOND) * 100);
    }
}
