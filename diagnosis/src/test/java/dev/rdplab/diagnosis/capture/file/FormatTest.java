package dev.rdplab.diagnosis.capture.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is given to be diagnosed and is no capture is named, with what reads it. */
class FormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[20261122-09:30:00] [INFO ] Socket 12 | UTF-8 | TEXT",
                "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'> | UTF-16 | TEXT",
                "März  2 15:49:01 box xrdp: Größe | UTF-8 | TEXT",
                "ElfFile\\0........ | ISO-8859-1 | EVTX",
                "snoop\\0\\0\\0 | ISO-8859-1 | SNOOP",
                "text with\\0a zero | ISO-8859-1 | OTHER",
            })
    void aFileIsKnownByItsFirstBytes(String start, String charset, Format format) {
        byte[] head = start.replace("\\0", "\0").getBytes(Charset.forName(charset));

        assertThat(Format.of(head)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({"TEXT, --log FILE", "EVTX, --log FILE", "ZIP, unzip FILE"})
    void whatIsNotReadSaysWhatReadsIt(Format format, String command) {
        assertThat(format.read()).isFalse();
        assertThat(format.text()).contains(command);
    }
}
