package dev.rdplab.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MstscObserversTest {

    private static final Map<String, String> VALUES =
            Map.of("host", "127.0.0.2", "port", "4000", "user", "lab", "password", "Lab-Pass-1");

    private static String event(int id, String value) {
        return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>" + id
                + "</EventID></System><EventData><Data Name='Name'>Disconnect Reason</Data><Data Name='Value'>" + value
                + "</Data><Data Name='CustomLevel'>Info</Data></EventData></Event>\r\n";
    }

    @Test
    void theReasonOfTheLastEvent1026IsTheFirstNumber() {
        assertThat(ClientEventLog.last(event(1024, "7") + event(1026, "516") + event(1026, "2308") + event(1105, "9")))
                .contains("0x904");
        assertThat(ClientEventLog.last(event(1024, "7"))).isEmpty();
        assertThat(ClientEventLog.last("")).isEmpty();
    }

    @Test
    void theAccountIsSavedAndRemovedAndTheLogIsAskedSinceTheBeginning() throws Exception {
        var run = new ArrayList<List<String>>();
        SystemCommand system = command -> {
            run.add(command);
            return command.get(0).equals("wevtutil") ? event(1026, "2308") : "";
        };
        var observers = MstscObservers.observers(Optional.empty(), system);
        var began = Instant.parse("2026-11-30T17:00:00.123Z");
        for (var observer : observers) {
            observer.begin(VALUES);
        }
        assertThat(observers.get(1).shown(began)).contains("0x904");
        for (var observer : observers) {
            observer.end(VALUES);
        }
        assertThat(run.get(0)).containsExactly("cmdkey", "/generic:TERMSRV/127.0.0.2", "/user:lab", "/pass:Lab-Pass-1");
        assertThat(run.get(1)).contains("wevtutil").anySatisfy(argument -> assertThat(argument)
                .contains("EventID=1026", "2026-11-30T17:00:00.123Z"));
        assertThat(run.get(2)).containsExactly("cmdkey", "/delete:TERMSRV/127.0.0.2");
    }

    @Test
    void theUserIsAskedUntilThereIsAPair() throws Exception {
        var out = new StringWriter();
        var question = new Question(new BufferedReader(new StringReader("what?\n2308 / 7\n")), new PrintWriter(out));
        question.over();
        assertThat(question.shown(Instant.EPOCH)).contains("0x904/0x7");
        question.over();
        assertThat(question.shown(Instant.EPOCH)).isEmpty();
    }

    @Test
    void theRdpFileNamesServerAndAccountAndNoPassword(@TempDir Path folder) throws Exception {
        var file = RdpFile.write(folder.resolve("lab.rdp"), VALUES);
        var text = Files.readString(file, StandardCharsets.UTF_16LE);
        assertThat(text).startsWith("\ufefffull address:s:127.0.0.2:4000\r\n").contains("username:s:lab\r\n");
        assertThat(text).doesNotContain("Lab-Pass-1");
    }

    /** A stand-in: connects to the address of its file, leaves, and stays open like a dialog. */
    private static final String STAND_IN =
            """
            #!/bin/bash
            at=$(tr -d '\\0\\r' < "$1" | grep -a -o -m1 '127[0-9.]*:[0-9]*')
            set -e
            exec 3<>"/dev/tcp/${at%:*}/${at##*:}"
            exec 3>&-
            exec sleep 600
            """;

    @Test
    void aStandInIsRecordedByItsEventLogAndEnded(@TempDir Path folder) throws Exception {
        var standIn = Files.writeString(folder.resolve("mstsc"), STAND_IN);
        assertThat(standIn.toFile().setExecutable(true)).isTrue();
        var commands = new ArrayList<String>();
        SystemCommand system = command -> {
            commands.add(command.get(0));
            return command.get(0).equals("wevtutil") ? event(1026, "2308") : "";
        };
        var scenario = dev.rdplab.lab.scenario.Catalogue.load()
                .find("server-key-unreadable")
                .orElseThrow();
        var judge = new Judge(ProgramCommand.parse(standIn + " {rdp-file}"), MstscObservers.file(), Map.of(), 1)
                .observed(MstscObservers.observers(Optional.empty(), system));

        var judgement = judge.judge(scenario);

        assertThat(judgement.numbers()).contains("0x904");
        assertThat(judgement.outcome().orElseThrow().took())
                .isLessThan(MstscObservers.file().limit());
        assertThat(commands).containsExactly("cmdkey", "wevtutil", "cmdkey");
        var file = folder.resolve("mstsc.yaml");
        ExpectationRecord.write(
                file,
                "mstsc",
                Optional.of(dev.rdplab.lab.Program.MSTSC),
                "mstsc.exe {rdp-file}",
                "10.0",
                java.time.LocalDate.of(2026, 11, 30),
                List.of(judgement));
        var row = ExpectationFile.read("mstsc.yaml", Files.readString(file))
                .entries()
                .get(0);
        assertThat(row.measured().orElseThrow().numbers()).isEqualTo("0x904");
        assertThat(row.measured().orElseThrow().program()).isEqualTo("mstsc");
    }
}
