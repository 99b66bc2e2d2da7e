package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeNumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    reproduce | --seed  | x                    | 'x' is not a whole number; allowed: a number such as 7
                    serve     | --port  | rdp                  | 'rdp' is not a whole number; allowed: -2147483648 to 2147483647
                    serve     | --admin | 1.5                  | '1.5' is not a whole number
                    probe     | --count | 99999999999          | '99999999999' is out of bounds; allowed: -2147483648 to 2147483647
                    cuts      | --seed  | 99999999999999999999 | '99999999999999999999' is out of bounds
                    sweep     | --n     | many                 | 'many' is not a whole number
                    """)
    void aWrongNumberIsToldByItsOptionInWordsForPeople(String command, String option, String value, String says) {
        var refused = Cli.run(command, option, value);
        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        assertThat(refused.err()).contains("'" + option + "'").contains(says).doesNotContain("an int", "a long");
    }
}
