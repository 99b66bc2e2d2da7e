package dev.rdplab.verification.real;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** One page of a {@link Browser}. */
final class BrowserPage {

    private final Browser browser;
    private final String session;

    BrowserPage(Browser browser, String session) {
        this.browser = browser;
        this.session = session;
    }

    void show(String url, int width, int height, boolean dark) {
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            browser.call(session, domain + ".enable", Browser.node());
        }
        resize(width, height, dark);
        browser.call(session, "Page.navigate", Browser.node().put("url", url));
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    void resize(int width, int height, boolean dark) {
        browser.call(
                session,
                "Emulation.setDeviceMetricsOverride",
                Browser.node()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        var media = Browser.node();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        browser.call(session, "Emulation.setEmulatedMedia", media);
    }

    void reload() {
        evaluate("window.before = true");
        browser.call(session, "Page.reload", Browser.node());
        await("!window.before && document.readyState === 'complete'");
    }

    /** The value of an expression, which may be a promise. */
    JsonNode evaluate(String expression) {
        var answer = browser.call(
                session,
                "Runtime.evaluate",
                Browser.node()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true)
                        .put("userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    String text(String selector) {
        return evaluate("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''")
                .asText();
    }

    /** Waits until an expression is true; a page that is being loaded is asked again. */
    void await(String condition) {
        long deadline = System.nanoTime() + Browser.LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (evaluate("new Promise(done => { const end = Date.now() + 2000; const look = () => {"
                                + " const hit = !!(" + condition + "); hit || Date.now() > end ? done(hit)"
                                + " : requestAnimationFrame(look); }; look(); })")
                        .asBoolean()) {
                    return;
                }
            } catch (AssertionError loading) {
                if (!loading.getMessage().contains("navigated")
                        && !loading.getMessage().contains("context")) {
                    throw loading;
                }
            }
        }
        throw new AssertionError("not within " + Browser.LIMIT + ": " + condition + "; the page shows:\n"
                + evaluate("document.body.innerText").asText() + "\n" + complaints());
    }

    void click(String selector) {
        evaluate("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** As if somebody had typed or moved it. */
    void set(String selector, String value) {
        evaluate("{ const e = document.querySelector(" + quoted(selector) + "); e.focus(); e.value = " + quoted(value)
                + "; e.dispatchEvent(new Event('input', {bubbles: true}));"
                + " e.dispatchEvent(new Event('change', {bubbles: true})); }");
    }

    /** Presses a key on whatever has the focus. */
    void press(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            var event = Browser.node().put("type", type).put("key", key).put("code", key);
            if (key.equals("Enter")) {
                event.put("windowsVirtualKeyCode", 13).put("text", type.equals("keyDown") ? "\r" : "");
            } else if (key.equals("Tab")) {
                event.put("windowsVirtualKeyCode", 9);
            }
            browser.call(session, "Input.dispatchKeyEvent", event);
        }
    }

    /** Errors and warnings that the browser told of: of scripts, of the network, of the page's policy. */
    List<String> complaints() {
        return browser.events(session).stream()
                .filter(event -> switch (event.path("method").asText()) {
                    case "Runtime.exceptionThrown", "Log.entryAdded" -> true;
                    case "Runtime.consoleAPICalled" ->
                        !event.path("params").path("type").asText().equals("log");
                    default -> false;
                })
                .map(event -> event.path("params").toString())
                .toList();
    }

    /** Where it sent requests. */
    List<String> requests() {
        return browser.events(session).stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").asText())
                .toList();
    }

    /** Writes what is to be seen as a PNG file. @param whole with what one would have to scroll to */
    void picture(Path file, boolean whole) throws IOException {
        var png = browser.call(
                session,
                "Page.captureScreenshot",
                Browser.node().put("format", "png").put("captureBeyondViewport", whole));
        Files.write(file, Base64.getDecoder().decode(png.path("data").asText()));
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
