package dev.rdplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** For every scenario of the catalogue, the verdict on its exported capture beside the verdict of the run, with keys and without. */
class CatalogueAgreementTest {

    /** What of a run a capture may tell without being false. */
    enum Agreement {
        AGREE,
        SAYS_LESS,
        WRONG,
        /** Both readings are told, and the ending is that of the likelier: {@link #BOTH}. */
        BOTH
    }

    /** A damaged Font Map has the length of a good one; real clients leave sessions as fast as others refuse it. */
    private static final Set<String> BOTH = Set.of("font-map-length-wrong");

    /** Scenarios whose export lacks what decides: it has whole messages, and not the bytes of one that never became whole. */
    private static final Set<String> NOT_EXPORTED = Set.of("confirm-tpkt-too-long", "confirm-cut-then-silence");

    private static final Set<EndingKind> PLAIN = EnumSet.of(
            EndingKind.CLOSED_FIN,
            EndingKind.CLOSED_RST,
            EndingKind.TLS_ALERT,
            EndingKind.TIMEOUT,
            EndingKind.CAPTURE_ENDS,
            EndingKind.PORT_CHECK);

    private static List<RunReport> runs;

    @BeforeAll
    static void run() throws InterruptedException {
        runs = Campaign.of(Catalogue.load().all(), RunOptions.DEFAULT.inVirtualTime())
                .run();
    }

    private static byte[] capture(RunReport run) throws IOException {
        var file = new ByteArrayOutputStream();
        EvidenceFolder.capture(EvidenceCase.of(run), file);
        return file.toByteArray();
    }

    @Test
    void withKeysNothingIsFalse() throws IOException {
        table(true);
    }

    @Test
    void withoutKeysNothingIsFalse() throws IOException {
        table(false);
    }

    private static void table(boolean keys) throws IOException {
        Map<Agreement, Integer> counts = new EnumMap<>(Agreement.class);
        var wrong = new ArrayList<String>();
        int sameFirst = 0; // with keys, the first cause of the capture is that of the run
        int compared = 0;
        for (var run : runs) {
            compared++;
            byte[] file = keys ? capture(run) : withoutKeys(capture(run));
            var diagnoses = Diagnosis.of("x", Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY));
            var told = diagnoses.isEmpty()
                    ? null
                    : diagnoses.get(diagnoses.size() - 1).result().client();
            var agreement =
                    told == null ? Agreement.SAYS_LESS : compare(run.result().client(), told);
            if (agreement == Agreement.WRONG
                    && BOTH.contains(run.scenario().about().name())
                    && told.detail().contains("or the client did not take the Font Map")) {
                agreement = Agreement.BOTH;
            }
            counts.merge(agreement, 1, Integer::sum);
            if (agreement == Agreement.AGREE) {
                var result = diagnoses.get(diagnoses.size() - 1).result();
                sameFirst += keys
                                && first(result).equals(first(run.result()))
                                && !first(result).isEmpty()
                        ? 1
                        : 0;
                boolean otherFirst = keys
                        && !first(result).isEmpty()
                        && !first(result).equals(first(run.result()))
                        && !NOT_EXPORTED.contains(run.scenario().about().name());
                Optional<String> causes = otherFirst
                        ? Optional.of("run first " + first(run.result()) + ", capture first " + first(result))
                        : contradiction(run.result(), result, keys);
                causes.ifPresent(text -> wrong.add(run.scenario().about().name() + ": " + text));
            }
            if (agreement == Agreement.WRONG) {
                wrong.add(
                        run.scenario().about().name() + ": run " + run.result().client() + ", capture " + told);
            }
        }
        System.out.println((keys ? "with keys " + sameFirst + " first causes the same, " : "without keys ") + counts);
        assertThat(compared).isGreaterThan(600);
        assertThat(wrong).isEmpty();
        assertThat(sameFirst).isGreaterThan(keys ? 300 : -1);
        assertThat(counts.get(Agreement.AGREE)).isGreaterThan(compared / 2);
    }

    /**
     * One ending of one connection has causes that both can live with: with keys one has among its causes what the other puts
     * first; without keys they have one in common, behind the one that says what cannot be read.
     */
    private static Optional<String> contradiction(Result run, Result told, boolean keys) {
        var here = ids(run);
        var there = ids(told);
        boolean fits = here.isEmpty()
                || there.isEmpty()
                || (keys
                        ? here.contains(there.get(0)) || there.contains(here.get(0))
                        : !Collections.disjoint(here, there));
        return fits ? Optional.empty() : Optional.of("run " + here + ", capture " + there);
    }

    private static String first(Result result) {
        return result.causes().isEmpty() ? "" : ids(result).get(0);
    }

    private static List<String> ids(Result result) {
        return result.causes().stream().map(cause -> cause.known().id()).toList();
    }

    private static byte[] withoutKeys(byte[] file) {
        return CaptureFiles.pcap(CaptureFiles.wire(file).packets(), ByteOrder.LITTLE_ENDIAN, true);
    }

    private static Agreement compare(Side run, Side told) {
        boolean same = run.stage() == told.stage() && run.ending() == told.ending() && run.by() == told.by();
        if (same) {
            return Agreement.AGREE;
        }
        // a capture shows how far the bytes got, not that the client had enough of them or did not accept the last
        boolean content = run.ending() == EndingKind.COMPLETED
                || run.ending() == EndingKind.PROTOCOL_VIOLATION
                || run.ending().isClose() && run.by() == Role.CLIENT;
        var farthest = content ? following(run.stage()) : run.stage();
        boolean behind = told.stage() == null || told.stage().compareTo(farthest) <= 0;
        boolean who = told.by() == null || told.by() == closer(run) || told.by() == run.by();
        boolean less =
                behind && who && PLAIN.contains(told.ending()) && told.code().isEmpty();
        // a client that breaks the protocol is blamed by whoever sees both ends; it only saw the other hang up
        boolean more =
                told.ending() == EndingKind.PROTOCOL_VIOLATION && told.by() == Role.CLIENT && run.by() == Role.SERVER;
        // a session that was up, whatever ended it
        boolean up = told.ending() == EndingKind.COMPLETED
                && (run.stage() == told.stage() || behind && run.ending() == EndingKind.COMPLETED);
        // an alert is on the wire, whatever the end that sent it calls its reason
        boolean alert = behind && told.ending() == EndingKind.TLS_ALERT && told.by() == closer(run);
        return less || more || up || alert ? Agreement.SAYS_LESS : Agreement.WRONG;
    }

    /** The stage that the next message of the server leads to; behind every logon stands MCS. */
    private static Stage following(Stage stage) {
        boolean logon = stage.compareTo(Stage.TLS) >= 0 && stage.compareTo(Stage.MCS_CONNECT) < 0;
        return logon ? Stage.MCS_CONNECT : Stage.values()[Math.min(stage.ordinal() + 1, Stage.ACTIVE.ordinal())];
    }

    /** Who hangs up: not the end that broke the protocol or names another server, but the one that cannot go on. */
    private static Role closer(Side run) {
        boolean other = run.ending() == EndingKind.PROTOCOL_VIOLATION || run.ending() == EndingKind.REDIRECTED;
        return other ? run.by().peer() : run.by();
    }
}
