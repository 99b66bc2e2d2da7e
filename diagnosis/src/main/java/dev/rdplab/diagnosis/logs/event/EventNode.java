package dev.rdplab.diagnosis.logs.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element of an event: what XML, JSON and binary XML have in common. */
final class EventNode {

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<EventNode> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    EventNode(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    List<EventNode> children() {
        return children;
    }

    String text() {
        return text.toString();
    }

    EventNode add(EventNode child) {
        children.add(child);
        return child;
    }

    EventNode attribute(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    EventNode append(String more) {
        text.append(more);
        return this;
    }

    Optional<EventNode> child(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
    }

    /** The text of a child; empty where there is none. */
    String textOf(String wanted) {
        return child(wanted).map(EventNode::text).map(String::strip).orElse("");
    }

    /** An attribute of a child; empty where either is missing. */
    String attributeOf(String wanted, String attribute) {
        return child(wanted).map(child -> child.attributes.get(attribute)).orElse("");
    }

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }
}
