package dev.rdplab.diagnosis.logs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Collects the records of one file, with bounds. */
final class LogCollector {

    /** Records kept of one file; a busy server's hour has some 100,000. */
    static final int MOST_RECORDS = 1_000_000;

    private static final int MOST_NOTES = 20;
    private static final int MOST_CHANNELS = 1_000;

    private final String name;
    private final Predicate<LogEntry> wanted;
    private final List<LogEntry> records = new ArrayList<>();
    private final Map<String, LogFile.Span> covered = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private long moreNotes;
    private long count;
    private long dropped;

    LogCollector(String name, Predicate<LogEntry> wanted) {
        this.name = name;
        this.wanted = wanted;
    }

    void record(LogEntry record) {
        count++;
        var span = covered.get(record.channel());
        if (span != null || covered.size() < MOST_CHANNELS) {
            covered.put(
                    record.channel(),
                    span == null ? new LogFile.Span(record.time(), record.time()) : span.with(record.time()));
        }
        if (!wanted.test(record)) {
            return;
        }
        if (records.size() < MOST_RECORDS) {
            records.add(record);
        } else {
            dropped++;
        }
    }

    void note(String note) {
        if (notes.size() < MOST_NOTES) {
            notes.add(note);
        } else {
            moreNotes++;
        }
    }

    LogFile file(String format) {
        var all = new ArrayList<>(notes);
        if (moreNotes > 0) {
            all.add(moreNotes + " more places could not be read");
        }
        if (dropped > 0) {
            all.add("only the first " + MOST_RECORDS + " records that a rule may know were read; " + dropped
                    + " were left out");
        }
        return new LogFile(name, format, count, records, covered, all);
    }
}
