package dev.rdplab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A sweep that resumes from the results that it finds. */
class ResumedSweepTest extends FakeSweeps {

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        var reached = new CountDownLatch(1);
        var first = new Fake() {
            @Override
            Trial trial(Map<String, String> settings, int number) throws InterruptedException {
                if (trials.get() == 30) {
                    reached.countDown();
                    TimeUnit.HOURS.sleep(1); // until it is interrupted
                }
                return super.trial(settings, number);
            }
        };
        var thread = new Thread(() ->
                assertThatThrownBy(() -> sweep(first, Shard.ALL, 1).run()).isInstanceOf(InterruptedException.class));
        thread.start();
        reached.await();
        thread.interrupt();
        thread.join();
        assertThat(first.open).hasValue(0);
        assertThat(lines("trials.jsonl")).hasSize(29);

        var second = new Fake();
        var findings = sweep(second, Shard.ALL, 1).run();

        assertThat(second.trials).hasValue(160 - 29);
        assertThat(findings.cells()).allMatch(c -> c.success().of() == 40);
    }

    @Test
    void triesAgainWhatWasEditedToAnEndingThatIsNone() throws Exception {
        sweep(new Fake(), Shard.ALL, 1).run();
        var file = directory.resolve("trials.jsonl");
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"ending\":\"completed\"", "\"ending\":\"<b>fine</b>\""));

        var again = new Fake();
        sweep(again, Shard.ALL, 1).run();

        assertThat(again.trials).hasValue(1);
        assertThat(lines("trials.jsonl")).hasSize(160).noneMatch(line -> line.contains("fine"));
    }

    @Test
    void dropsALineThatAKillHasCutShort() throws Exception {
        sweep(new Fake(), Shard.ALL, 1).run();
        var file = directory.resolve("trials.jsonl");
        String all = Files.readString(file);
        Files.writeString(file, all.substring(0, all.length() - 30));

        var again = new Fake();
        sweep(again, Shard.ALL, 1).run();

        assertThat(again.trials).hasValue(1);
        assertThat(lines("trials.jsonl")).hasSize(160).allMatch(l -> Row.parse(l)
                .isPresent());
        assertThat(lines("trials.csv")).hasSize(161);
        assertThat(lines("trials.csv").get(0))
                .startsWith("mtu,clamp,seed,number,backend,layer,success,stage,ending,total_ms");
    }
}
