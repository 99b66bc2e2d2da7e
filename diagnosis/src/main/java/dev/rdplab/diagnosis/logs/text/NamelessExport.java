package dev.rdplab.diagnosis.logs.text;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Exports of Windows events that have sentences in the language of the machine in place of fields with names, so nothing is taken from them. */
public enum NamelessExport {

    /** {@code wevtutil qe CHANNEL /f:text}: the labels are in the language of the machine, the first line is not. */
    WEVTUTIL_TEXT("text of wevtutil (/f:text)", lines("Event\\[\\d+\\]:?\\s*")),

    /** {@code Get-WinEvent} or {@code Get-EventLog}, piped to {@code Export-Csv}. */
    EXPORT_CSV(
            "CSV of PowerShell",
            lines(
                    "#TYPE .*Event.*|.*\"?(?:TimeCreated|TimeGenerated)\"?[,;].*|.*[,;]\"?(?:TimeCreated|TimeGenerated)\"?")),

    /** Event Viewer, "Save as" CSV or text: level, time, source, id and task, under names in the language of the machine. */
    EVENT_VIEWER(
            "CSV or text of Event Viewer",
            lines(
                    "[^,;\\t]*[,;\\t]\"?\\d{1,4}[-./]\\s?\\d{1,2}[-./]\\s?\\d{1,4}\\.?,? [^,;\\t]*\\d[:.]\\d\\d[^,;\\t]*[,;\\t][^,;\\t]+[,;\\t]\\d{1,5}[,;\\t].*")),

    /** {@code Format-List}. */
    LIST("list of PowerShell", lines("(?:TimeCreated|ProviderName|RecordId|InstanceId|EntryType|EventID)\\s+: .*")),

    /** {@code Format-Table}, which is what {@code Get-WinEvent} prints by itself. */
    TABLE(
            "table of PowerShell",
            lines("\\s*ProviderName: .*|\\s*TimeCreated\\s+.*|\\s*Index\\s+Time\\s+.*|\\s*-+\\s+--\\s.*")),

    /** {@code Export-Clixml}. */
    CLIXML("output of Export-Clixml", start -> start.contains("<Objs ") && start.contains("EventLogRecord"));

    private final String title;
    private final Predicate<String> fits;

    NamelessExport(String title, Predicate<String> fits) {
        this.title = title;
        this.fits = fits;
    }

    private static Predicate<String> lines(String line) {
        var pattern = Pattern.compile(line);
        return start -> start.lines()
                .limit(10)
                .anyMatch(each -> each.length() < 2_000 && pattern.matcher(each).matches());
    }

    /** What a file is that begins so. */
    public static Optional<NamelessExport> of(String start) {
        String text = start.replace("\uFEFF", "");
        return Arrays.stream(values()).filter(each -> each.fits.test(text)).findFirst();
    }

    /** What it is and how to export instead. */
    public String hint() {
        return "a " + title + ", which has no names of fields; export with: wevtutil qe CHANNEL /f:xml"
                + " or Get-WinEvent ... | ForEach-Object { $_.ToXml() }";
    }
}
