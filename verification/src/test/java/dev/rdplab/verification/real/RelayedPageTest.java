package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of {@code relay --admin} in a real browser, with a real client and a real server on both sides of the relay. */
@Needs({"chromium", "xfreerdp", "freerdp-shadow-cli", "winpr-hash", "openssl", "Xvfb"})
@Tag("real")
@Timeout(300)
class RelayedPageTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern ADMIN = Pattern.compile("admin on (http://127\\.0\\.0\\.1:\\d+)\\R");

    private static String url(RealProcess relay) {
        var matcher = ADMIN.matcher(relay.awaitOutput(ADMIN, LIMIT).output());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static BrowserPage page(Browser browser, String url) {
        var page = browser.open(url + "/", 1400, 900, false);
        page.await("document.querySelector('#address').textContent !== '…'"
                + " && document.querySelector('#live').textContent === 'live'");
        return page;
    }

    private static void assertQuiet(BrowserPage page, String url) {
        assertThat(page.complaints()).isEmpty();
        assertThat(page.requests()).isNotEmpty().allSatisfy(request -> assertThat(request)
                .matches(asked -> asked.startsWith(url + "/") || asked.startsWith("data:")));
    }

    @Test
    void aFaultOnARealPairAppearsWithItsVerdict() {
        try (var server = Shadow2.start(ShadowMode.NLA);
                var relay = LabCommand.relay(server.port(), "--admin", "0", "--scenario", "server-key-unreadable");
                var browser = Browser.start()) {
            var url = url(relay);
            var page = page(browser, url);
            var ended = XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(LabCommand.port(relay), Account.ALICE));
            assertThat(ended.exitCode()).isNotZero();

            page.await("document.querySelector('#rows tr[data-number=\"1\"] .stages i.bad')");
            assertThat(page.text("#rows tr[data-number='1']")).contains("closed-rst", "0x904/0x7", "127.0.0.1");
            page.click("#rows tr");
            page.await("document.querySelector('#detail .verdict')");
            assertThat(page.text("#detail")).contains("triggered", "ClientHello");
            assertQuiet(page, url);
        }
    }

    @Test
    void theLinkToARealServerIsSlowedAndCutWhileAClientIsInside() {
        try (var server = Shadow2.start(ShadowMode.NLA);
                var relay = LabCommand.relay(server.port(), "--admin", "0", "--link", "embedded");
                var browser = Browser.start()) {
            var url = url(relay);
            var page = page(browser, url);
            try (var client = XFreeRdp2.start(XFreeRdp2.logOn(LabCommand.port(relay), Account.ALICE))) {
                client.awaitOutput(XFreeRdp2.SESSION, LIMIT);
                page.await("document.querySelector('#rows tr')");
                page.set("#latency", "150");
                page.await("fetch('/link').then(r => r.json()).then(l => l.latencyMs === 150)");
                page.click("[data-cut=rst]");
                page.await(
                        "document.querySelector('#rows .stages i.good') || document.querySelector('#rows .stages i.bad')");
                assertThat(client.await(LIMIT).exitCode()).isNotEqualTo(Finished.STILL_RUNNING);
            }
            assertQuiet(page, url);
        }
    }
}
