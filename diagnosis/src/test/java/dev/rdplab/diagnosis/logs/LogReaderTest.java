package dev.rdplab.diagnosis.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest extends ReadLogs {

    private static final LogEntry ENTRY = new LogEntry(
            "x",
            4101,
            NINE_THIRTY,
            Events.RDP_CORE_CHANNEL,
            Events.RDP_CORE,
            140,
            "dbd59d27-419c-5ab3-8d9d-637dc56340be",
            "RDS01",
            Map.of("IPString", "192.0.2.17"));

    private static void assertIsTheEntry(LogFile file) {
        assertThat(file.records()).singleElement().satisfies(read -> {
            assertThat(read.record()).isEqualTo(4101);
            assertThat(read.id()).isEqualTo(140);
            assertThat(read.time()).isEqualTo(NINE_THIRTY);
            assertThat(read.channel()).isEqualTo(Events.RDP_CORE_CHANNEL);
            assertThat(read.provider()).isEqualTo(Events.RDP_CORE);
            assertThat(read.activity()).isEqualTo("dbd59d27-419c-5ab3-8d9d-637dc56340be");
            assertThat(read.computer()).isEqualTo("RDS01");
            assertThat(read.fields()).containsEntry("IPString", "192.0.2.17");
        });
    }

    @Test
    void readsXmlWithoutARoot() throws IOException {
        var file = read(Events.xml(ENTRY) + "\r\n" + Events.xml(ENTRY) + "\r\n");

        assertThat(file.format()).isEqualTo("Windows events (XML)");
        assertThat(file.records()).hasSize(2);
        assertThat(file.notes()).isEmpty();
    }

    @Test
    void readsXmlWithARootADeclarationAndRenderedTexts() throws IOException {
        assertIsTheEntry(read("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Events>"
                + Events.xml(ENTRY)
                        .replace(
                                "</Event>",
                                "<RenderingInfo Culture='de-DE'><Message>Größe</Message>"
                                        + "<Channel>Wrong</Channel></RenderingInfo></Event>")
                + "</Events>"));
    }

    @Test
    void readsUtf16WithAndWithoutAMark() throws IOException {
        assertIsTheEntry(read(Events.xml(ENTRY), StandardCharsets.UTF_16LE, (byte) 0xFF, (byte) 0xFE));
        assertIsTheEntry(read(Events.xml(ENTRY), StandardCharsets.UTF_16BE, (byte) 0xFE, (byte) 0xFF));
        assertIsTheEntry(read(Events.xml(ENTRY), StandardCharsets.UTF_16LE));
        assertIsTheEntry(read(Events.xml(ENTRY), StandardCharsets.UTF_8, (byte) 0xEF, (byte) 0xBB, (byte) 0xBF));
    }

    @Test
    void anEventThatIsNotWellFormedOrCutShortCostsNoOther() throws IOException {
        String good = Events.xml(ENTRY);

        var file = read(good.replace("</System>", "") + "\n" + good + "\n" + good.substring(0, good.length() - 30));

        assertIsTheEntry(file);
        assertThat(file.notes())
                .containsExactly(
                        "event 1 is not well-formed XML and was left out", "event 3 is cut short and was left out");
    }

    @Test
    void externalEntitiesAreNotRead() throws IOException {
        var file = read("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                + Events.xml(ENTRY).replace("192.0.2.17", "&e;"));

        assertThat(file.records()).isEmpty();
        assertThat(file.notes()).containsExactly("event 1 is not well-formed XML and was left out");
    }

    @Test
    void readsUserDataAsSchannelWroteItBefore() throws IOException {
        var file = read(Events.xml(ENTRY)
                .replaceAll(
                        "<EventData>.*</EventData>",
                        "<UserData><EventXML xmlns='Event_NS'><AlertDesc>48</AlertDesc>" + "</EventXML></UserData>"));

        assertThat(file.records().get(0).fields()).containsEntry("AlertDesc", "48");
    }

    @Test
    void dataWithoutANameIsNumbered() throws IOException {
        var file = read(Events.xml(ENTRY).replace(" Name='IPString'", ""));

        assertThat(file.records().get(0).fields()).containsEntry("data1", "192.0.2.17");
    }

    private static final String DUMPED =
            """
            {"Event":{"#attributes":{"xmlns":"x"},"System":{"Provider":{"#attributes":{"Name":"%s","Guid":"G"}},
            "EventID":{"#text":140,"#attributes":{"Qualifiers":0}},"TimeCreated":{"#attributes":{"SystemTime":"2026-11-22T09:30:00.405000Z"}},
            "EventRecordID":4101,"Correlation":{"#attributes":{"ActivityID":"DBD59D27-419C-5AB3-8D9D-637DC56340BE"}},
            "Channel":"%s","Computer":"RDS01"},"EventData":{"IPString":"192.0.2.17"}}}
            """
                    .formatted(Events.RDP_CORE, Events.RDP_CORE_CHANNEL);

    @Test
    void readsWhatEvtxDumpWrites() throws IOException {
        assertIsTheEntry(read(DUMPED.replace("\n", "")));
        assertIsTheEntry(read("Record 1\n" + DUMPED));
        assertIsTheEntry(read("[\n" + DUMPED + "]"));
    }

    @Test
    void readsWhatEvtxECmdWrites() throws IOException {
        assertIsTheEntry(read(
                """
                {"PayloadData1":"","Provider":"%s","EventId":140,"EventRecordId":"4101","Channel":"%s","Computer":"RDS01",\
                "ActivityId":"dbd59d27-419c-5ab3-8d9d-637dc56340be","TimeCreated":"2026-11-22T09:30:00.4050000",\
                "Payload":"{\\"EventData\\":{\\"Data\\":[{\\"@Name\\":\\"IPString\\",\\"#text\\":\\"192.0.2.17\\"}]}}"}
                """
                        .formatted(Events.RDP_CORE, Events.RDP_CORE_CHANNEL)));
    }

    @Test
    void aLineOfJsonThatIsCutShortCostsNoOther() throws IOException {
        String line = DUMPED.replace("\n", "");

        var file = read(line.substring(0, 200) + "\n" + line + "\n");

        assertThat(file.records()).hasSize(1);
        assertThat(file.notes()).containsExactly("object 1 is cut short or not JSON and was left out");
    }

    @Test
    void whatConvertToJsonWritesIsRefusedWithTheWayToExport() {
        assertThatThrownBy(
                        () -> read("[{\"Id\":140,\"Message\":\"Eine Verbindung\",\"Properties\":[{\"Value\":\"x\"}]}]"))
                .isInstanceOf(UnreadableLogException.class)
                .hasMessageContaining("ToXml()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\n", "", "{\"a\":1}", "<html></html>", "\u0000\u0001\u0002"})
    void aFileOfAnotherKindIsRefusedWithTheListOfKnownOnes(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableLogException.class)
                .hasMessageContaining("no known format")
                .hasMessageContaining("krb5kdc.log");
    }

    @Test
    void keepsOnlyWhatIsWantedAndKnowsWhatTheFileCovers() throws IOException {
        var late = new LogEntry("x", 5, NINE_THIRTY.plusSeconds(60), "System", "Other", 7036, "", "RDS01", Map.of());
        var file = Files.writeString(folder.resolve("log"), Events.xml(ENTRY) + Events.xml(late));

        var read = new LogReader(entry -> entry.id() == 140, NINE_THIRTY, ZoneOffset.UTC).read(file);

        assertThat(read.count()).isEqualTo(2);
        assertThat(read.records()).hasSize(1);
        assertThat(read.covered().get("System").first()).isEqualTo(NINE_THIRTY.plusSeconds(60));
    }

    @Test
    void readsWhatEvtxDumpPrintsAsXml() throws IOException {
        assertIsTheEntry(read("Record 4101\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Events.xml(ENTRY) + "\n"));
    }

    @Test
    void theSecurityLogAloneIsAConnectionOfItsClient() throws IOException {
        var failed = new LogEntry(
                "x",
                7,
                NINE_THIRTY,
                "Security",
                "Microsoft-Windows-Security-Auditing",
                4625,
                "",
                "RDS01",
                Map.of("SubStatus", "0xC0000234", "IpAddress", "192.0.2.17", "IpPort", "51044"));
        var file = read(Events.xml(failed));
        var attempts = LogAttempt.of(List.of(file));

        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).client()).isEqualTo("192.0.2.17:51044");
        assertThat(LogDiagnosis.ofAttempts(attempts, List.of(file))
                        .byNumber()
                        .get(1)
                        .proven())
                .contains("account-locked");
    }
}
