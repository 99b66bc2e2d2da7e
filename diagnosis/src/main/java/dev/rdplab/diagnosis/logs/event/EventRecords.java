package dev.rdplab.diagnosis.logs.event;

import dev.rdplab.diagnosis.logs.LogEntry;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a record of an {@code Event} element. */
final class EventRecords {

    private EventRecords() {}

    /**
     * @param position the number of the event in its file, from 1, used where it has no EventRecordID
     * @return empty when it has no event id or no time
     */
    static Optional<LogEntry> of(String file, long position, EventNode event) {
        var system = event.child("System").orElse(event);
        var time = EventTime.parse(system.attributeOf("TimeCreated", "SystemTime"));
        var id = number(system.textOf("EventID"));
        if (time.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LogEntry(
                file,
                number(system.textOf("EventRecordID")).orElse(position),
                time.get(),
                system.textOf("Channel"),
                system.attributeOf("Provider", "Name"),
                id.get().intValue(),
                activity(system.attributeOf("Correlation", "ActivityID")),
                system.textOf("Computer"),
                fields(event)));
    }

    static String activity(String text) {
        return text.replace("{", "").replace("}", "").strip().toLowerCase(Locale.ROOT);
    }

    /** A number in decimal; an EventID may carry qualifiers in its upper 16 bits, which are dropped by the caller. */
    static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> fields(EventNode event) {
        var fields = new LinkedHashMap<String, String>();
        event.child("EventData").ifPresent(data -> data(data, fields));
        event.child("UserData").ifPresent(data -> data.children().forEach(section -> named(section, fields)));
        return fields;
    }

    private static void data(EventNode data, Map<String, String> fields) {
        int unnamed = 0;
        for (EventNode child : data.children()) {
            String name = child.attribute("Name").orElse("");
            if (name.isEmpty()) {
                name = child.name().equals("Data") ? "data" + ++unnamed : child.name();
            }
            fields.putIfAbsent(name, child.text());
        }
    }

    /** The elements of {@code UserData/EventXML}, and of what stands inside them. */
    private static void named(EventNode section, Map<String, String> fields) {
        for (EventNode child : section.children()) {
            if (child.children().isEmpty()) {
                fields.putIfAbsent(child.attribute("Name").orElse(child.name()), child.text());
            } else {
                named(child, fields);
            }
        }
    }
}
