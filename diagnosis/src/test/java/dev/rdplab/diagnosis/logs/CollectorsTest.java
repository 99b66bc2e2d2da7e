package dev.rdplab.diagnosis.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A refused logon, event 4625, in the words of each collector and tool; and what has no named fields. */
class CollectorsTest {

    private static final Instant NINE_THIRTY = Instant.parse("2026-11-22T09:30:00.405Z");

    @TempDir
    private Path folder;

    private LogFile read(String text) throws IOException {
        var file = Files.writeString(folder.resolve("log"), text);
        return new LogReader(LogDiagnosis::wanted, NINE_THIRTY, ZoneId.of("Europe/Berlin")).read(file);
    }

    /** Name, text, and the fraction of the second that the shape keeps. */
    static List<Arguments> refusedLogons() {
        return List.of(
                Arguments.of(
                        "Winlogbeat",
                        """
                        {"@timestamp":"2026-11-22T09:30:00.405Z","event":{"code":"4625","kind":"event","provider":"Microsoft-Windows-Security-Auditing",
                        "outcome":"failure","created":"2026-11-22T09:30:02.117Z"},"host":{"name":"rds01"},"log":{"level":"information"},
                        "message":"Fehler beim Anmelden eines Kontos.","winlog":{"api":"wineventlog","channel":"Security","computer_name":"RDS01",
                        "event_data":{"Status":"0xc000006d","SubStatus":"0xc0000064","LogonType":"3","IpAddress":"192.0.2.17","IpPort":"51044"},
                        "event_id":"4625","opcode":"Info","provider_guid":"{54849625-5478-4994-A5BA-3E3B0328C30D}",
                        "provider_name":"Microsoft-Windows-Security-Auditing","record_id":4101,"version":0}}"""),
                Arguments.of(
                        "Winlogbeat in Elasticsearch",
                        """
                        {"took":3,"hits":{"total":{"value":1},"hits":[{"_index":"winlogbeat","_id":"x","_source":{"@timestamp":"2026-11-22T09:30:00.405Z",
                        "winlog":{"channel":"Security","computer_name":"RDS01","event_id":4625,"record_id":"4101",
                        "provider_name":"Microsoft-Windows-Security-Auditing","event_data":{"SubStatus":"0xc0000064","IpAddress":"192.0.2.17","IpPort":"51044"}}}}]}}"""),
                Arguments.of(
                        "Kibana, fields with dots",
                        """
                        {"_index":"logs-system.security","fields":{"@timestamp":["2026-11-22T09:30:00.405Z"],"winlog.channel":["Security"],
                        "winlog.computer_name":["RDS01"],"winlog.event_id":["4625"],"winlog.record_id":["4101"],"event.provider":["Microsoft-Windows-Security-Auditing"],
                        "winlog.event_data.SubStatus":["0xc0000064"],"winlog.event_data.IpAddress":["192.0.2.17"],"winlog.event_data.IpPort":["51044"]}}"""),
                Arguments.of(
                        "Winlogbeat 6",
                        """
                        {"@timestamp":"2026-11-22T09:30:00.405Z","computer_name":"RDS01","event_id":4625,"log_name":"Security","record_number":"4101",
                        "source_name":"Microsoft-Windows-Security-Auditing","event_data":{"SubStatus":"0xc0000064","IpAddress":"192.0.2.17","IpPort":"51044"}}"""),
                Arguments.of(
                        "NXLog, local time and the time it was sent",
                        """
                        {"EventTime":"2026-11-22 10:30:00.405","Hostname":"RDS01","Keywords":-9218868437227405312,"EventType":"AUDIT_FAILURE","SeverityValue":4,
                        "EventID":4625,"SourceName":"Microsoft-Windows-Security-Auditing","RecordNumber":4101,"Channel":"Security","Status":"0xc000006d",
                        "SubStatus":"0xc0000064","LogonType":"3","IpAddress":"192.0.2.17","IpPort":"51044","@timestamp":"2026-11-22T09:31:10.000Z"}"""),
                Arguments.of(
                        "NXLog, local time alone",
                        """
                        {"EventTime":"2026-11-22 10:30:00.405","Hostname":"RDS01","EventID":4625,"SourceName":"Microsoft-Windows-Security-Auditing",
                        "RecordNumber":4101,"Channel":"Security","SubStatus":"0xc0000064","IpAddress":"192.0.2.17","IpPort":"51044"}"""),
                Arguments.of(
                        "Fluent Bit, values in their order",
                        """
                        {"ProviderName":"Microsoft-Windows-Security-Auditing","ProviderGuid":"{54849625-5478-4994-A5BA-3E3B0328C30D}","Qualifiers":"","EventID":4625,
                        "Version":0,"TimeCreated":"2026-11-22 10:30:00.405 +0100","EventRecordID":4101,"ActivityID":"","Channel":"Security","Computer":"RDS01",
                        "Message":"Fehler beim Anmelden eines Kontos.","StringInserts":["S-1-0-0","-","-",0,"S-1-0-0","jdoe","CORP","0xc000006d","%%2313",
                        "0xc0000064",3,"NtLmSsp ","NTLM","PC17","-","-",0,0,"-","192.0.2.17","51044"]}"""),
                Arguments.of(
                        "Fluent Bit, XML",
                        """
                        {"System":"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing'/>\
                        <EventID>4625</EventID><TimeCreated SystemTime='2026-11-22T09:30:00.4050000Z'/><EventRecordID>4101</EventRecordID><Channel>Security</Channel>\
                        <Computer>RDS01</Computer></System><EventData><Data Name='SubStatus'>0xc0000064</Data><Data Name='IpAddress'>192.0.2.17</Data>\
                        <Data Name='IpPort'>51044</Data></EventData></Event>","Message":"x"}"""),
                Arguments.of(
                        "Velociraptor",
                        """
                        {"System":{"Provider":{"Name":"Microsoft-Windows-Security-Auditing","Guid":"{54849625-5478-4994-A5BA-3E3B0328C30D}"},"EventID":{"Value":4625},
                        "TimeCreated":{"SystemTime":1795339800.405},"EventRecordID":4101,"Correlation":{},"Channel":"Security","Computer":"RDS01"},
                        "EventData":{"SubStatus":"0xc0000064","LogonType":3,"IpAddress":"192.0.2.17","IpPort":"51044"},"Message":"x"}"""),
                Arguments.of(
                        "evtx_dump --separate-json-attributes",
                        """
                        {"Event_attributes":{"xmlns":"x"},"Event":{"System":{"Provider_attributes":{"Name":"Microsoft-Windows-Security-Auditing"},"EventID":4625,
                        "TimeCreated_attributes":{"SystemTime":"2026-11-22T09:30:00.405000Z"},"EventRecordID":4101,"Channel":"Security","Computer":"RDS01"},
                        "EventData":{"SubStatus":"0xc0000064","IpAddress":"192.0.2.17","IpPort":"51044"}}}"""),
                Arguments.of(
                        "XML made to JSON key by key",
                        """
                        {"Event":{"@xmlns":"x","System":{"Provider":{"@Name":"Microsoft-Windows-Security-Auditing"},"EventID":{"@Qualifiers":"","#text":"4625"},
                        "TimeCreated":{"@SystemTime":"2026-11-22T09:30:00.405000Z"},"EventRecordID":"4101","Channel":"Security","Computer":"RDS01"},
                        "EventData":{"Data":[{"@Name":"SubStatus","#text":"0xc0000064"},{"@Name":"IpAddress","#text":"192.0.2.17"},{"@Name":"IpPort","#text":"51044"}]}}}"""),
                Arguments.of(
                        "Wazuh",
                        """
                        {"timestamp":"2026-11-22T09:30:03.000+0000","agent":{"name":"RDS01"},"data":{"win":{"system":{"providerName":"Microsoft-Windows-Security-Auditing",
                        "eventID":"4625","systemTime":"2026-11-22T09:30:00.4050000Z","eventRecordID":"4101","channel":"Security","computer":"RDS01"},
                        "eventdata":{"subStatus":"0xc0000064","logonType":"3","ipAddress":"192.0.2.17","ipPort":"51044"}}}}"""),
                Arguments.of(
                        "OpenTelemetry",
                        """
                        {"body":{"channel":"Security","computer":"RDS01","event_id":{"id":4625,"qualifiers":0},"provider":{"name":"Microsoft-Windows-Security-Auditing"},
                        "record_id":4101,"system_time":"2026-11-22T09:30:00.4050000Z","event_data":{"data":[{"SubStatus":"0xc0000064"},{"IpAddress":"192.0.2.17"},{"IpPort":"51044"}]}}}"""),
                Arguments.of(
                        "Azure Monitor",
                        """
                        {"TimeGenerated":"2026-11-22T09:30:00.405Z","Computer":"RDS01","EventSourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security",
                        "EventID":4625,"EventRecordId":"4101","SubStatus":"0xc0000064","IpAddress":"192.0.2.17","IpPort":"51044"}"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedLogons")
    void everyShapeGivesTheSameRecordAndProvesTheSameCause(String name, String text) throws IOException {
        for (String each : List.of(text, text.replace("\n", "") + "\n", "[" + text + "]")) {
            var file = read(each);

            assertThat(file.records()).as(each).singleElement().satisfies(record -> {
                assertThat(record.id()).isEqualTo(4625);
                assertThat(record.record()).isEqualTo(4101);
                assertThat(record.time()).isEqualTo(NINE_THIRTY);
                assertThat(record.channel()).isEqualTo("Security");
                assertThat(record.computer()).isEqualTo("RDS01");
                assertThat(record.fields())
                        .containsEntry("SubStatus", "0xc0000064")
                        .containsEntry("IpAddress", "192.0.2.17")
                        .containsEntry("IpPort", "51044");
            });
            assertThat(file.notes().size()).isEqualTo(name.endsWith("local time alone") ? 1 : 0);
            var attempts = LogAttempt.of(List.of(file));
            assertThat(attempts).hasSize(1);
            assertThat(LogDiagnosis.ofAttempts(attempts, List.of(file))
                            .byNumber()
                            .get(1)
                            .proven())
                    .contains("wrong-password");
        }
    }

    @Test
    void userDataAndDataWithoutNamesKeepTheirMeaning() throws IOException {
        var file = read(
                """
                {"@timestamp":"2026-11-22T09:30:00Z","winlog":{"channel":"Microsoft-Windows-TerminalServices-LocalSessionManager/Operational","event_id":"40",
                "provider_name":"Microsoft-Windows-TerminalServices-LocalSessionManager","user_data":{"xml_name":"EventXML","Session":"2","Reason":"5"}}}
                {"@timestamp":"2026-11-22T09:30:01Z","winlog":{"channel":"System","event_id":"6041","provider_name":"LsaSrv",
                "event_data":{"param1":"TERMSRV/rds01","param2":"0x2"}}}
                {"ProviderName":"Schannel","EventID":36870,"TimeCreated":"2026-11-22 09:30:02 +0000","Channel":"System","Computer":"RDS01",
                "StringInserts":["server","0x8009030d",10001]}
                """);

        assertThat(file.records()).hasSize(3);
        assertThat(file.records().get(0).fields()).containsEntry("Reason", "5");
        assertThat(file.records().get(1).fields()).containsEntry("data2", "0x2");
        assertThat(file.records().get(2).fields())
                .containsEntry("Type", "server")
                .containsEntry("ErrorCode", "0x8009030d")
                .containsEntry("ErrorState", "10001");
    }

    /** What it is, and how such a file begins. */
    static List<Arguments> withoutNames() {
        return List.of(
                Arguments.of(
                        "CSV or text of Event Viewer",
                        "Level,Date and Time,Source,Event ID,Task Category\r\nError,11/22/2026 10:30:00 AM,Schannel,36870,None,\"A fatal error\r\n"),
                Arguments.of(
                        "CSV or text of Event Viewer",
                        "\uFEFFEbene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie\r\nFehler,22.11.2026 10:30:00,Schannel,36870,Keine,\"Schwerwiegend\r\n"),
                Arguments.of(
                        "CSV or text of Event Viewer",
                        "レベル\t日付と時刻\tソース\tイベント ID\tタスクのカテゴリ\r\nエラー\t2026/11/22 10:30:00\tSchannel\t36870\tなし\tx\r\n"),
                Arguments.of(
                        "text of wevtutil",
                        "Event[0]:\r\n  Protokollname: System\r\n  Quelle: Schannel\r\n  Datum: 2026-11-22T10:30:00.405\r\n  Ereignis-ID: 36870\r\n"),
                Arguments.of(
                        "list of PowerShell",
                        "\r\n\r\nTimeCreated  : 22.11.2026 10:30:00\r\nProviderName : Schannel\r\nId           : 36870\r\nMessage      : Schwerwiegend\r\n"),
                Arguments.of(
                        "table of PowerShell",
                        "\r\n   ProviderName: Schannel\r\n\r\nTimeCreated                     Id LevelDisplayName Message\r\n-----------  -- --- ---\r\n"),
                Arguments.of(
                        "CSV of PowerShell",
                        "#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r\n\"Message\",\"Id\",\"Version\",\"ProviderName\",\"LogName\",\"TimeCreated\"\r\n"),
                Arguments.of(
                        "CSV of PowerShell",
                        "\"TimeCreated\";\"Id\";\"Message\"\r\n\"22.11.2026 10:30:00\";\"36870\";\"x\"\r\n"),
                Arguments.of(
                        "output of Export-Clixml",
                        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"><Obj RefId=\"0\"><TN RefId=\"0\">"
                                + "<T>System.Diagnostics.Eventing.Reader.EventLogRecord</T></TN></Obj></Objs>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutNames")
    void whatHasSentencesInPlaceOfFieldsIsNamedWithTheWayToExport(String title, String text) throws IOException {
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            var file = Files.write(folder.resolve("export"), text.getBytes(charset));
            assertThatThrownBy(() -> new LogReader(entry -> true, NINE_THIRTY, ZoneId.of("UTC")).read(file))
                    .isInstanceOf(UnreadableLogException.class)
                    .hasMessageContaining(title)
                    .hasMessageContaining("ToXml()")
                    .hasMessageNotContaining("\n");
        }
    }
}
