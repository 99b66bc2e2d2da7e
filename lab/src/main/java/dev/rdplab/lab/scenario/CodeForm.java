package dev.rdplab.lab.scenario;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.words.Form;
import dev.rdplab.words.Integers;
import dev.rdplab.words.Near;
import dev.rdplab.words.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A code: a number, or the name it has in its space.
 *
 * @param least smallest number allowed
 * @param most largest number allowed
 */
record CodeForm(CodeSpace space, long least, long most) implements Form<Long> {

    private static final long MAX = 0xFFFF_FFFFL;

    /** Any code of 32 bits. */
    static CodeForm of(CodeSpace space) {
        return new CodeForm(space, 0, MAX);
    }

    @Override
    public Long read(YamlNode node) {
        var scalar = node.asScalar();
        String text = scalar.string();
        if (!Numbers.isNumber(text)) {
            return CodeTables.of(space).stream()
                    .filter(code -> code.name().equalsIgnoreCase(text))
                    .findFirst()
                    .map(Code::number)
                    .orElseThrow(() -> scalar.wrong(
                            scalar.described() + " is not a valid " + space.title() + Near.question(text, names()),
                            allowed()));
        }
        long number = Numbers.parse(text);
        if (number < least || number > most) {
            throw scalar.wrong(scalar.described() + " is out of bounds", allowed());
        }
        return number;
    }

    @Override
    public String allowed() {
        String number = most == MAX ? "a number" : Integers.bounds(least, most);
        return number + ", or a name such as "
                + names().stream().skip(1).findFirst().orElse("those of rdplab explain");
    }

    List<String> names() {
        return CodeTables.of(space).stream()
                .filter(code -> !code.name().isEmpty())
                .map(Code::name)
                .toList();
    }

    @Override
    public Map<String, Object> schema() {
        return Form.schema(
                "anyOf",
                List.of(
                        Form.schema(
                                "type", "integer", "minimum", most == MAX ? Integer.MIN_VALUE : least, "maximum", most),
                        Form.schema("type", "string")));
    }

    @Override
    public String example(Random random) {
        var names = names();
        long[] numbers = {least, most, Math.min(most, 7)};
        return random.nextBoolean() && !names.isEmpty()
                ? '"' + names.get(random.nextInt(names.size())) + '"'
                : String.valueOf(numbers[random.nextInt(numbers.length)]);
    }
}
