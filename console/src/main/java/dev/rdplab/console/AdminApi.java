package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.words.BadValueException;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Answers requests. Knows no socket. */
final class AdminApi {

    private static final int MOST_CONNECTIONS = 1_000;
    private static final int LONGEST_COOKIE = 200;

    private static final String SCENARIO = "/scenarios/";
    private static final String CONNECTION = "/connections/";

    /** What can be asked for, as the description has it; the stream of events aside. */
    static final Map<String, Route> ROUTES = Map.of(
            "/health",
            new Route(List.of("GET"), List.of(), (api, request) -> api.health()),
            "/scenarios",
            new Route(List.of("GET"), List.of("pattern"), AdminApi::scenarios),
            SCENARIO + "{group}/{name}",
            new Route(List.of("GET"), List.of(), AdminApi::scenario),
            "/usual",
            new Route(List.of("GET", "PUT"), List.of(), AdminApi::usual),
            "/queue",
            new Route(List.of("GET", "POST"), List.of(), AdminApi::queue),
            "/choices/address",
            new Route(List.of("PUT"), List.of(), AdminApi::address),
            "/choices/cookie",
            new Route(List.of("PUT"), List.of(), AdminApi::cookie),
            "/connections",
            new Route(List.of("GET"), List.of("after", "limit"), AdminApi::connections),
            CONNECTION + "{number}",
            new Route(List.of("GET"), List.of(), AdminApi::connection),
            "/reset",
            new Route(List.of("POST"), List.of(), AdminApi::reset));

    private final ScenarioServer server;
    private final Catalogue catalogue = Catalogue.load();

    AdminApi(ScenarioServer server) {
        this.server = server;
    }

    /**
     * @param path decoded, without the query
     * @param query each name with its values
     */
    record Request(String method, String path, Map<String, List<String>> query, String body) {}

    /** @param query the parameters it knows, each at most once */
    record Route(List<String> methods, List<String> query, BiFunction<AdminApi, Request, JsonNode> answer) {}

    /** @throws Problem when it cannot be done; nothing else is thrown for anything a client can send */
    JsonNode answer(Request request) {
        try {
            return route(request);
        } catch (BadValueException e) {
            throw new Problem(400, e.getMessage());
        } catch (IllegalArgumentException e) {
            // The playbook refuses what cannot be played; its message says why.
            throw new Problem(409, e.getMessage());
        }
    }

    private JsonNode route(Request request) {
        var route = ROUTES.get(template(request.path()));
        if (route == null) {
            throw new Problem(404, "there is no " + Body.shortened(request.path()) + "; see openapi.yaml");
        }
        var methods = route.methods();
        if (!methods.contains(request.method())) {
            throw Problem.notAllowed(request.method(), methods.toArray(String[]::new));
        }
        if (request.method().equals("GET") && !request.body().isEmpty()) {
            throw new Problem(400, "GET takes no body");
        }
        request.query().forEach((name, values) -> {
            if (!route.query().contains(name) || values.size() != 1) {
                throw new Problem(
                        400,
                        "unknown or repeated parameter '" + Body.shortened(name) + "'; allowed: "
                                + (route.query().isEmpty() ? "none" : String.join(", ", route.query())));
            }
        });
        return route.answer().apply(this, request);
    }

    /** The path as the description has it, where a part of it is a name. */
    private static String template(String path) {
        if (path.startsWith(SCENARIO)) {
            return SCENARIO + "{group}/{name}";
        }
        return path.startsWith(CONNECTION) ? CONNECTION + "{number}" : path;
    }

    private JsonNode health() {
        var address = server.address();
        return Views.object()
                .put("status", "up")
                .put("host", address.getAddress().getHostAddress())
                .put("port", address.getPort())
                .put("usual", server.playbook().usual().path())
                .put("queued", server.playbook().queued())
                .put("accepted", server.accepted())
                .put("finished", server.finishedCount());
    }

    private JsonNode scenarios(Request request) {
        var pattern = request.query().get("pattern");
        var found = pattern == null ? catalogue.all() : catalogue.matching(pattern.get(0));
        return array(found.stream().map(Views::scenario).toList());
    }

    private JsonNode scenario(Request request) {
        return Views.scenarioWithFile(named(request.path().substring(SCENARIO.length()), 404));
    }

    private JsonNode usual(Request request) {
        if (request.method().equals("PUT")) {
            server.playbook().usual(scenario(Body.read(request.body(), "scenario", "file")));
        }
        return Views.object().put("usual", server.playbook().usual().path());
    }

    private JsonNode queue(Request request) {
        if (request.method().equals("POST")) {
            var body = Body.read(request.body(), "scenario", "file", "connections");
            server.playbook().enqueue(scenario(body), body.number("connections", 1, Playbook.MAX_QUEUED, 1));
        }
        return Views.object().put("queued", server.playbook().queued());
    }

    private JsonNode address(Request request) {
        var body = Body.read(request.body(), "address", "scenario", "file");
        String text = body.required("address");
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text); // never looks a name up
        if (bytes == null) {
            throw new Problem(400, "address must be an IP address, not " + Body.shortened(text));
        }
        try {
            var chosen = scenario(body);
            server.playbook().forAddress(InetAddress.getByAddress(bytes), chosen);
            return Views.object().put("address", text).put("scenario", chosen.path());
        } catch (UnknownHostException e) {
            throw new Problem(400, "address must be an IP address");
        }
    }

    private JsonNode cookie(Request request) {
        var body = Body.read(request.body(), "cookie", "scenario", "file");
        String cookie = body.required("cookie");
        if (cookie.length() > LONGEST_COOKIE) {
            throw new Problem(400, "cookie must have at most " + LONGEST_COOKIE + " characters");
        }
        var chosen = scenario(body);
        server.playbook().forCookie(cookie, chosen);
        return Views.object().put("cookie", cookie).put("scenario", chosen.path());
    }

    private JsonNode connections(Request request) {
        int after = number(request, "after", 0, Integer.MAX_VALUE, 0);
        int limit = number(request, "limit", 1, MOST_CONNECTIONS, MOST_CONNECTIONS);
        return array(server.finished().stream()
                .filter(played -> played.number() > after)
                .limit(limit)
                .map(Views::connection)
                .toList());
    }

    private JsonNode connection(Request request) {
        var number = request.path().substring(CONNECTION.length());
        return server.finished().stream()
                .filter(played -> Integer.toString(played.number()).equals(number))
                .findFirst()
                .map(Views::connectionWithTranscript)
                .orElseThrow(
                        () -> new Problem(404, "no finished connection " + Body.shortened(number) + " is remembered"));
    }

    private JsonNode reset(Request request) {
        if (!request.body().isEmpty()) {
            Body.read(request.body());
        }
        server.reset();
        return health();
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

    private Scenario named(String name, int status) {
        return catalogue
                .find(name)
                .orElseThrow(() -> new Problem(status, "no scenario is called '" + Body.shortened(name) + "'"));
    }

    private static int number(Request request, String name, int least, int most, int otherwise) {
        var values = request.query().get(name);
        if (values == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(values.get(0));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Problem(400, name + " must be a whole number from " + least + " to " + most);
    }

    private static ArrayNode array(List<? extends JsonNode> nodes) {
        var array = JsonNodeFactory.instance.arrayNode();
        nodes.forEach(array::add);
        return array;
    }
}
