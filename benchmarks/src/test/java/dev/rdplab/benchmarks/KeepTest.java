package dev.rdplab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class KeepTest {

    @Test
    void aPageHasATableForEachClassAndARowForEachResult() throws IOException {
        var run = new ObjectMapper()
                .readTree(
                        """
                {"processor": "EPYC", "processors": "2", "system": "Linux 6", "jdk": "HotSpot 17", "commit": "abc",
                 "results": [
                  {"benchmark": "dev.rdplab.benchmarks.TlsHandshakeBenchmark.nla",
                   "params": {"engine": "JDK", "key": "RSA"},
                   "primaryMetric": {"score": 1234.5, "scoreError": 6.78, "scoreUnit": "us/op"},
                   "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 244792.1}}},
                  {"benchmark": "dev.rdplab.benchmarks.NtlmBenchmark.whole",
                   "primaryMetric": {"score": 7, "scoreError": 1, "scoreUnit": "us/op"},
                   "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 40920}}}]}
                """);

        assertThat(Keep.page(run, "2026-11-22"))
                .contains("EPYC, 2 processors, Linux 6, HotSpot 17, commit abc.")
                .contains("## TlsHandshakeBenchmark\n\n| what | of what | time | error | bytes |\n")
                .contains("| nla | JDK, RSA | 1,234.50 us/op | 6.78 | 244,792 |\n")
                .contains("## NtlmBenchmark\n")
                .contains("| whole |  | 7.00 us/op | 1.00 | 40,920 |\n");
    }
}
