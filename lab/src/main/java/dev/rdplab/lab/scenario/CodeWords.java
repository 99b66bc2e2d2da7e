package dev.rdplab.lab.scenario;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.words.YamlScalar;

/** Codes in scenario files: a number, or the name it has in its space. */
final class CodeWords {

    private CodeWords() {}

    static long code(YamlScalar scalar, CodeSpace space) {
        String text = scalar.string();
        if (Numbers.isNumber(text)) {
            return Numbers.parse(text);
        }
        return CodeTables.all().stream()
                .filter(code -> code.space() == space && code.name().equalsIgnoreCase(text))
                .findFirst()
                .map(Code::number)
                .orElseThrow(() -> scalar.wrong(
                        scalar.described() + " is no " + space.title(),
                        "a number, or a name such as " + example(space)));
    }

    private static String example(CodeSpace space) {
        return CodeTables.all().stream()
                .filter(code -> code.space() == space && !code.name().isEmpty())
                .skip(1)
                .findFirst()
                .map(Code::name)
                .orElse("those of rdplab explain");
    }
}
