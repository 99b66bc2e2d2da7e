package dev.rdplab.words;

import java.util.List;

/** Keys as a table of a document. */
public final class KeyTable {

    private KeyTable() {}

    /** Markdown: key, what may stand there, default, meaning. */
    public static String markdown(List<Key<?>> keys) {
        var table = new StringBuilder("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Key<?> key : keys) {
            String usual = key.required() ? "required" : key.usual().isEmpty() ? "" : "`" + key.usual() + "`";
            table.append("| `" + key.name() + "` | " + cell(shape(key.form())) + " | " + usual + " | "
                    + cell(key.meaning()) + " |\n");
        }
        return table.toString();
    }

    /** One row of a table of kinds: word, keys with their defaults, meaning. */
    public static String row(String word, List<Key<?>> keys, String meaning) {
        var parameters = keys.stream().map(KeyTable::parameter).toList();
        return "| `" + word + "` | " + String.join("<br>", parameters) + " | " + cell(meaning) + " |\n";
    }

    private static String parameter(Key<?> key) {
        String usual = key.usual().isEmpty() ? "" : " (" + key.usual() + ")";
        return "`" + key.name() + "`" + (key.required() ? " (needed)" : usual) + ": " + cell(key.meaning());
    }

    private static String shape(Form<?> form) {
        return form instanceof Section ? "a mapping" : form.brief();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
