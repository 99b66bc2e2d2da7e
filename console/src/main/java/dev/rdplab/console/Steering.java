package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.lab.scenario.UnknownScenarioException;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Which scenario a connection gets, by requests. */
final class Steering {

    private static final int LONGEST_COOKIE = 200;

    private final Steered lab;
    private final Catalogue catalogue;

    Steering(Steered lab, Catalogue catalogue) {
        this.lab = lab;
        this.catalogue = catalogue;
    }

    private Playbook playbook() {
        return lab.playbook().orElseThrow(() -> new Problem(409, "a relay plays the scenario it was started with"));
    }

    JsonNode usual(AdminApi.Request request) {
        if (request.method().equals("PUT")) {
            playbook().usual(scenario(Body.read(request.body(), "scenario", "file")));
        }
        return Views.object().put("usual", lab.usual());
    }

    JsonNode queue(AdminApi.Request request) {
        if (request.method().equals("POST")) {
            var body = Body.read(request.body(), "scenario", "file", "connections");
            playbook().enqueue(scenario(body), body.number("connections", 1, Playbook.MAX_QUEUED, 1));
        }
        return Views.object().put("queued", lab.playbook().map(Playbook::queued).orElse(0));
    }

    JsonNode choices(AdminApi.Request request) {
        if (request.method().equals("DELETE")) {
            playbook().forgetChoices();
        }
        return Views.choices(lab);
    }

    JsonNode address(AdminApi.Request request) {
        var body = Body.read(request.body(), "address", "scenario", "file");
        String text = body.required("address");
        var client = address(text);
        var chosen = scenario(body);
        playbook().forAddress(client, chosen);
        return Views.object().put("address", text).put("scenario", chosen.path());
    }

    JsonNode forgetAddress(String text) {
        if (!playbook().forgetAddress(address(text))) {
            throw new Problem(404, "nothing was chosen for " + Body.shortened(text));
        }
        return Views.choices(lab);
    }

    private static InetAddress address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text); // never looks a name up
        if (bytes == null) {
            throw new Problem(400, "address must be an IP address, not " + Body.shortened(text));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new Problem(400, "address must be an IP address");
        }
    }

    JsonNode cookie(AdminApi.Request request) {
        var body = Body.read(request.body(), "cookie", "scenario", "file");
        String cookie = body.required("cookie");
        if (cookie.length() > LONGEST_COOKIE) {
            throw new Problem(400, "cookie must have at most " + LONGEST_COOKIE + " characters");
        }
        var chosen = scenario(body);
        playbook().forCookie(cookie, chosen);
        return Views.object().put("cookie", cookie).put("scenario", chosen.path());
    }

    JsonNode forgetCookie(String cookie) {
        if (!playbook().forgetCookie(cookie)) {
            throw new Problem(404, "nothing was chosen for the cookie " + Body.shortened(cookie));
        }
        return Views.choices(lab);
    }

    /** The scenario of a body: by name, or the file itself. */
    private Scenario scenario(Body body) {
        var name = body.text("scenario");
        var file = body.text("file");
        if (name.isPresent() == file.isPresent()) {
            throw new Problem(400, "give either scenario, a name, or file, the text of a scenario file");
        }
        return name.isPresent() ? named(name.get(), 400) : ScenarioReader.read("file", "", file.orElseThrow());
    }

    Scenario named(String name, int status) {
        return catalogue
                .find(name)
                .orElseThrow(() -> new Problem(
                        status,
                        new UnknownScenarioException(Body.shortened(name), catalogue.near(Body.shortened(name)))
                                .getMessage()));
    }
}
