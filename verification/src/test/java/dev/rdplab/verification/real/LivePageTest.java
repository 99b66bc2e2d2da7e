package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of {@code serve --admin} in a real browser, with a real client before the server. */
@Needs({"chromium", "xfreerdp", "Xvfb"})
@Tag("real")
@Timeout(300)
class LivePageTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Account ALICE = Account.ALICE;
    private static final Pattern ADMIN = Pattern.compile("admin on (http://127\\.0\\.0\\.1:\\d+)\\R");
    private static final String KEY = "tls/server-key-unreadable";

    private RealProcess served;
    private Browser browser;
    private String url;

    @BeforeEach
    void start() {
        served = LabCommand.serve(ALICE, "--security", "nla", "--admin", "0");
        var matcher = ADMIN.matcher(served.awaitOutput(ADMIN, LIMIT).output());
        assertThat(matcher.find()).isTrue();
        url = matcher.group(1);
        browser = Browser.start();
    }

    @AfterEach
    void stop() {
        browser.close();
        served.close();
    }

    private BrowserPage page(int width, int height, boolean dark) {
        var page = browser.open(url + "/", width, height, dark);
        // The address comes last: whatever the page loads in the beginning is there then.
        page.await("document.querySelector('#address').textContent !== '…'"
                + " && document.querySelector('#live').textContent === 'live'"
                + " && document.querySelectorAll('#scenarios input').length > 20");
        return page;
    }

    private Finished xfreerdp(String... more) {
        return XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(LabCommand.port(served), ALICE, more));
    }

    private static void choose(BrowserPage page, String scenario, String to) {
        page.set("#search", scenario);
        page.click("#scenarios input[value='" + scenario + "']");
        page.await("!document.querySelector('#go').disabled && document.querySelector('#about dl')");
        page.click("input[name=for][value=" + to + "]");
        page.click("#go");
        page.await("document.querySelector('#said').textContent.includes('Playing " + scenario + "')");
    }

    private void assertQuiet(BrowserPage page) {
        assertThat(page.complaints()).isEmpty();
        assertThat(page.requests()).isNotEmpty().allSatisfy(request -> assertThat(request)
                .matches(asked -> asked.startsWith(url + "/") || asked.startsWith("data:")));
    }

    @Test
    void aScenarioIsChosenAndItsConnectionAppearsWithItsVerdictInBothBrowsers() {
        var page = page(1400, 900, false);
        var other = page(1400, 900, true);

        choose(page, KEY, "queue");
        other.await("document.querySelector('#effect').textContent.includes('" + KEY + "')");
        assertThat(xfreerdp().exitCode()).isNotZero();

        for (var each : new BrowserPage[] {page, other}) {
            each.await("document.querySelector('#rows tr[data-number=\"1\"] .stages i.bad')");
            assertThat(each.text("#rows tr[data-number='1']")).contains(KEY, "closed-rst", "0x904/0x7", "127.0.0.1");
        }
        page.await("!document.querySelector('#effect').textContent.includes('" + KEY + "')");

        page.evaluate("document.querySelector('#rows tr a').focus()");
        page.press("Enter");
        page.await("document.querySelector('#detail .verdict')");
        assertThat(page.text("#detail")).contains("Most likely:", "triggered", "ClientHello", "Time per stage");
        page.click("#detail .arrow details summary");
        page.await("document.querySelector('#detail .fields table')");
        assertThat(page.text("#detail .fields"))
                .contains("TPKT.version", "RDP_NEG_REQ.requestedProtocols", "meaning", "HYBRID (CredSSP)");

        page.reload();
        page.await("document.querySelector('#rows tr[data-number=\"1\"][aria-selected=true]')"
                + " && document.querySelector('#detail .verdict')");
        assertQuiet(page);
        assertQuiet(other);
    }

    @Test
    void theLinkIsSlowedAndCutWhileAClientIsInside() {
        var page = page(1400, 900, false);
        try (var client = XFreeRdp2.start(XFreeRdp2.logOn(LabCommand.port(served), ALICE))) {
            page.await("[...document.querySelectorAll('#rows .stage-name')].some(e => e.textContent === 'active')");
            assertThat(page.text("#rows tr")).contains("open");

            page.set("#latency", "150");
            page.await("fetch('/link').then(r => r.json()).then(l => l.latencyMs === 150)");
            page.click("[data-cut=rst]");
            page.await(
                    "document.querySelector('#rows .stages i.good') || document.querySelector('#rows .stages i.bad')");
            assertThat(client.await(LIMIT).exitCode()).isNotEqualTo(Finished.STILL_RUNNING);
        }
        page.click("#rows tr");
        page.await("document.querySelector('#detail .verdict')");
        page.evaluate("confirm = () => true");
        page.click("#reset");
        page.await("!document.querySelector('#rows tr') && document.querySelector('#latency').value === '0'");
        assertQuiet(page);
    }

    @Test
    void theVerdictIsNotCutOffOnASmallScreen() {
        var page = page(1280, 900, false);
        page.evaluate(
                """
                import('/page/list.js').then(list => list.all([{number: 1, client: '127.0.0.1', scenario: 'tls/server-key-unreadable',
                  time: '2026-01-01T00:00:00Z', ending: 'credssp-error', by: 'server', code: '0xC000006D', stage: 'credssp',
                  stages: [{stage: 'connect'}, {stage: 'x224'}, {stage: 'tls'}], mstsc: '0x904/0x7', mstscConfidence: 'documented',
                  completed: false, cause: 'The server cannot read the private key of its certificate', confidence: 'documented',
                  faultOutcomes: [], durationMs: 3, detail: ''}]))""");
        page.await("document.querySelectorAll('#rows tr').length === 1");
        var hidden =
                page.evaluate("{ const e = document.querySelector('#list .scroll'); e.scrollWidth - e.clientWidth }");
        assertThat(hidden.asInt()).isZero();
    }

    @Test
    void aThousandConnectionsAreShownAtOnceAndFiltered() {
        var page = page(2560, 1300, false);
        page.evaluate(
                """
                import('/page/list.js').then(list => list.all(Array.from({length: 1000}, (_, i) => ({number: i + 1, client: '127.0.0.1',
                  scenario: i % 3 ? 'tls/a' : 'x224/b', time: '2026-01-01T00:00:00Z', ending: 'closed-fin', by: 'server', code: null, stage: 'tls',
                  stages: [{stage: 'connect'}, {stage: 'x224'}, {stage: 'tls'}], mstsc: 'unknown', mstscConfidence: 'unknown', completed: false,
                  cause: null, faultOutcomes: [], durationMs: 3, detail: '<img src=x onerror=alert(1)>\\u202e'}))))""");
        page.await("document.querySelectorAll('#rows tr').length === 1000");
        var millis = page.evaluate(
                "{ const t = performance.now(); const e = document.querySelector('#text'); e.value = 'x224/b';"
                        + " e.dispatchEvent(new Event('input')); document.body.offsetHeight; performance.now() - t }");
        assertThat(page.evaluate("document.querySelectorAll('#rows tr:not([hidden])').length")
                        .asInt())
                .isEqualTo(334);
        assertThat(millis.asDouble()).isLessThan(1_500);
        assertQuiet(page);
    }

    @Test
    void nothingIsWiderThanAPhone() {
        var page = page(390, 844, false);
        xfreerdp("+auth-only");
        page.await("document.querySelector('#rows tr .stages i.good')");
        page.click("#rows tr a");
        page.await("document.querySelector('#detail .verdict')");

        assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(390);
        assertQuiet(page);
    }

    /** The pictures of README and docs: {@code -Drdplab.pictures=FOLDER} renews them. */
    @Test
    void picturesAreTaken() throws Exception {
        var page = page(1440, 900, false);
        xfreerdp("+auth-only");
        for (String scenario : new String[] {KEY, "credssp/wrong-password", "client-info/closed-after-client-info"}) {
            choose(page, scenario, "queue");
            xfreerdp("+auth-only");
        }
        page.set("#client", "10.1.2.3");
        choose(page, KEY, "address");
        page.await("document.querySelectorAll('#rows tr').length >= 3 && !document.querySelector('.stages i.now')");
        page.evaluate("location.hash = 'c2'");
        page.await("document.querySelector('#detail .verdict')");
        var folder = Path.of(System.getProperty("rdplab.pictures", System.getProperty("java.io.tmpdir")));
        for (int width : new int[] {1440, 390}) {
            for (boolean dark : new boolean[] {false, true}) {
                page.resize(width, 900, dark);
                page.evaluate("scrollTo(0, 0)");
                var file = folder.resolve("live-" + width + (dark ? "-dark" : "") + ".png");
                page.picture(file, false);
                assertThat(Files.size(file)).isGreaterThan(20_000);
            }
        }
    }
}
