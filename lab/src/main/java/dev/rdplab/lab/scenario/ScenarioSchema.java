package dev.rdplab.lab.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.fault.MomentWords;
import dev.rdplab.words.Form;
import dev.rdplab.words.Key;
import dev.rdplab.words.KeyTable;
import dev.rdplab.words.Section;
import dev.rdplab.words.Tagged;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of scenario files, for editors and documents: printed from the declarations that read them. */
public final class ScenarioSchema {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private ScenarioSchema() {}

    /** JSON Schema (2020-12) of a scenario file. Combinations of keys that cannot be are beyond it. */
    public static ObjectNode json() {
        return json("rdplab scenario", ScenarioKeys.SECTION);
    }

    /** JSON Schema (2020-12) of a file with these keys. */
    public static ObjectNode json(String title, Section<?> section) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", DIALECT);
        schema.put("title", title);
        schema.putAll(section.schema());
        return new ObjectMapper().valueToTree(schema);
    }

    /** Tables in Markdown by the part of a file they are about: {@code server.tls}; the top is {@code scenario}. */
    public static Map<String, String> tables() {
        var tables = new LinkedHashMap<String, String>();
        add(tables, "scenario", "", ScenarioKeys.SECTION);
        return tables;
    }

    /** The tables of docs/faults.md: {@code moment} and {@code faults}. */
    public static Map<String, String> faultTables() {
        var kinds = new StringBuilder("| do | parameters | what it does |\n|---|---|---|\n");
        for (FaultKind kind : FaultKind.values()) {
            kinds.append(KeyTable.row(kind.word(), kind.parameters(), kind.meaning()));
        }
        return Map.of("moment", KeyTable.markdown(MomentWords.PARAMETERS), "faults", kinds.toString());
    }

    private static void add(Map<String, String> tables, String name, String path, Section<?> section) {
        tables.put(name, KeyTable.markdown(section.keys()));
        for (Key<?> key : section.keys()) {
            inside(tables, path + key.name(), key.form());
        }
    }

    private static void inside(Map<String, String> tables, String path, Form<?> form) {
        if (form instanceof Section<?> section) {
            if (section.keys().size() > 1 && !tables.containsValue(KeyTable.markdown(section.keys()))) {
                add(tables, path, path + ".", section);
            }
        } else if (!(form instanceof Tagged)) { // faults and toxics have tables of their own
            form.parts().forEach(part -> inside(tables, path, part));
        }
    }
}
