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
                    reproduce | --seed  | x                    | 'x' is not a whole number, such as 7
                    serve     | --port  | rdp                  | 'rdp' is not a whole number, such as 7
                    serve     | --admin | 1.5                  | '1.5' is not a whole number, such as 7
                    probe     | --count | 99999999999          | 99999999999 is not between -2147483648 and 2147483647
                    cuts      | --seed  | 99999999999999999999 | is not between -9223372036854775808 and 9223372036854775807
                    sweep     | --n     | many                 | 'many' is not a whole number, such as 7
                    """)
    void aWrongNumberIsToldByItsOptionInWordsForPeople(String command, String option, String value, String says) {
        var refused = Cli.run(command, option, value);
        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        assertThat(refused.err()).contains("'" + option + "'").contains(says).doesNotContain("an int", "a long");
    }
}
