package dev.rdplab.judging;

import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;

/**
 * That a row of an expectation file was measured: what was run where and when, and what it showed.
 *
 * @param program such as {@code mstsc} or {@code xfreerdp}
 * @param version of the program
 * @param os name and version of the operating system
 * @param wire how the server saw the last connection end, such as {@code stage tls, ending closed-rst, by server}; may be empty
 * @param numbers what the program showed: a pair such as {@code 0x904/0x7}, an exit code, {@code session}, {@code waits}
 */
public record MeasuredRow(
        String program, String version, String os, LocalDate date, String wire, String numbers, int line) {

    /** Longest value of a key, characters. */
    private static final int LONGEST = 200;

    static MeasuredRow read(YamlMap map) {
        map.allow("program", "version", "os", "date", "wire", "numbers");
        return new MeasuredRow(
                text(map, "program"),
                text(map, "version"),
                text(map, "os"),
                date(map.required("date").asScalar()),
                map.get("wire").map(MeasuredRow::joined).orElse(""),
                map.required("numbers") instanceof YamlList list
                        ? list.items().stream()
                                .map(item -> item.asScalar().text().strip())
                                .collect(Collectors.joining("/"))
                        : map.required("numbers").asScalar().text().strip(),
                map.place().line());
    }

    private static String text(YamlMap map, String key) {
        var scalar = map.required(key).asScalar();
        var text = scalar.text().strip();
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw scalar.wrong("is not one line of text", "1 to " + LONGEST + " characters");
        }
        return text;
    }

    private static LocalDate date(YamlScalar scalar) {
        try {
            return LocalDate.parse(scalar.text());
        } catch (DateTimeParseException e) {
            throw scalar.wrong(scalar.described() + " is not a date", "YYYY-MM-DD");
        }
    }

    private static String joined(YamlNode node) {
        return node instanceof YamlMap map
                ? map.entries().entrySet().stream()
                        .map(entry -> entry.getKey() + " "
                                + entry.getValue().asScalar().text())
                        .collect(Collectors.joining(", "))
                : node.asScalar().text();
    }
}
