package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.words.BadValueException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Answers requests. Knows no socket. */
final class AdminApi {

    private static final String SCENARIO = "/scenarios/";
    private static final String CONNECTION = "/connections/";
    private static final String ADDRESS = "/choices/address";
    private static final String COOKIE = "/choices/cookie";

    /** The HTTP endpoints of openapi.yaml, except {@code /events}. */
    static final Map<String, Route> ROUTES = routes();

    private final Steered lab;
    private final Catalogue catalogue = Catalogue.load();
    private final Steering steering;
    private final LinkControl link;
    private final Connections connections;
    private final AdminEvents events;

    AdminApi(Steered lab, AdminEvents events) {
        this.lab = lab;
        this.events = events;
        this.steering = new Steering(lab, catalogue);
        this.link = new LinkControl(lab);
        this.connections = new Connections(lab, events);
    }

    private static Map<String, Route> routes() {
        var get = List.of("GET");
        var all = new HashMap<String, Route>();
        all.put(PageFiles.PAGE, new Route(get, List.of(), (api, request) -> PageFiles.page()));
        all.put(PageFiles.DESCRIPTION, new Route(get, List.of(), (api, request) -> PageFiles.description()));
        all.put(
                PageFiles.BELOW + "{file}",
                new Route(get, List.of(), (api, request) -> PageFiles.file(last(request.path()))));
        json(all, "/health", get, (api, request) -> api.health());
        all.put(
                "/scenarios",
                new Route(get, List.of("pattern"), (api, request) -> Answer.json(api.scenarios(request))));
        json(all, SCENARIO + "{group}/{name}", get, AdminApi::scenario);
        json(all, "/usual", List.of("GET", "PUT"), (api, request) -> api.steering.usual(request));
        json(all, "/queue", List.of("GET", "POST"), (api, request) -> api.steering.queue(request));
        json(all, "/choices", List.of("GET", "DELETE"), (api, request) -> api.steering.choices(request));
        json(all, ADDRESS, List.of("PUT"), (api, request) -> api.steering.address(request));
        json(
                all,
                ADDRESS + "/{address}",
                List.of("DELETE"),
                (api, request) -> api.steering.forgetAddress(request.path().substring(ADDRESS.length() + 1)));
        json(all, COOKIE, List.of("PUT"), (api, request) -> api.steering.cookie(request));
        json(
                all,
                COOKIE + "/{cookie}",
                List.of("DELETE"),
                (api, request) -> api.steering.forgetCookie(request.path().substring(COOKIE.length() + 1)));
        json(all, "/link", List.of("GET", "PUT"), (api, request) -> api.link.show(request));
        json(all, "/link/cut", List.of("POST"), (api, request) -> api.link.cut(request));
        json(all, "/open", get, (api, request) -> api.connections.open());
        all.put(
                "/connections",
                new Route(get, List.of("after", "limit"), (api, request) -> Answer.json(api.connections(request))));
        json(all, CONNECTION + "{number}", get, (api, request) -> api.connections.whole(part(request, 2)));
        json(
                all,
                CONNECTION + "{number}/messages/{index}",
                get,
                (api, request) -> api.connections.message(part(request, 2), part(request, 4)));
        all.put(
                CONNECTION + "{number}/capture",
                new Route(get, List.of(), (api, request) -> api.connections.capture(part(request, 2))));
        all.put(
                CONNECTION + "{number}/evidence",
                new Route(get, List.of(), (api, request) -> api.connections.evidence(part(request, 2))));
        all.put(
                CONNECTION + "{number}/report",
                new Route(get, List.of(), (api, request) -> api.connections.report(part(request, 2))));
        json(all, "/reset", List.of("POST"), AdminApi::reset);
        return Map.copyOf(all);
    }

    private static void json(
            Map<String, Route> all, String path, List<String> methods, BiFunction<AdminApi, Request, JsonNode> answer) {
        all.put(path, new Route(methods, List.of(), (api, request) -> Answer.json(answer.apply(api, request))));
    }

    /**
     * @param path decoded, without the query
     * @param query each name with its values
     */
    record Request(String method, String path, Map<String, List<String>> query, String body) {}

    /** @param query the parameters it knows, each at most once */
    record Route(List<String> methods, List<String> query, BiFunction<AdminApi, Request, Answer> answer) {}

    /** @throws Problem when it cannot be done; nothing else is thrown for anything a client can send */
    Answer answer(Request request) {
        try {
            return route(request);
        } catch (BadValueException e) {
            throw new Problem(400, e.getMessage());
        } catch (IllegalArgumentException e) {
            // The playbook refuses what cannot be played; its message says why.
            throw new Problem(409, e.getMessage());
        }
    }

    private Answer route(Request request) {
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
        var answer = route.answer().apply(this, request);
        if (!request.method().equals("GET")) {
            events.changed(request.path());
        }
        return answer;
    }

    /** The path as openapi.yaml spells it, where a part of it is a name. */
    private static String template(String path) {
        if (path.startsWith(SCENARIO)) {
            return SCENARIO + "{group}/{name}";
        }
        if (path.startsWith(ADDRESS + "/")) {
            return ADDRESS + "/{address}";
        }
        if (path.startsWith(COOKIE + "/")) {
            return COOKIE + "/{cookie}";
        }
        if (path.startsWith(PageFiles.BELOW)) {
            return PageFiles.BELOW + "{file}";
        }
        if (!path.startsWith(CONNECTION)) {
            return path;
        }
        var parts = path.split("/", -1);
        return switch (parts.length) {
            case 3 -> CONNECTION + "{number}";
            case 4 -> CONNECTION + "{number}/" + parts[3];
            case 5 -> CONNECTION + "{number}/" + parts[3] + "/{index}";
            default -> path;
        };
    }

    private static String part(Request request, int at) {
        return request.path().split("/", -1)[at];
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private JsonNode health() {
        var address = lab.address();
        return Views.object()
                .put("status", "up")
                .put("role", lab.role())
                .put("version", Views.version())
                .put("host", address.getAddress().getHostAddress())
                .put("port", address.getPort())
                .put("usual", lab.usual())
                .put("account", lab.account())
                .put("queued", lab.playbook().map(Playbook::queued).orElse(0))
                .put("accepted", lab.accepted())
                .put("finished", lab.finishedCount());
    }

    private JsonNode scenarios(Request request) {
        var pattern = request.query().get("pattern");
        var found = pattern == null ? catalogue.all() : catalogue.matching(pattern.get(0));
        return array(found.stream().map(Views::scenario).toList());
    }

    private JsonNode scenario(Request request) {
        return Views.scenarioWithFile(steering.named(request.path().substring(SCENARIO.length()), 404));
    }

    private JsonNode connections(Request request) {
        int after = number(request, "after", 0, Integer.MAX_VALUE, 0);
        return connections.finished(after, number(request, "limit", 1, Connections.MOST, Connections.MOST));
    }

    private JsonNode reset(Request request) {
        if (!request.body().isEmpty()) {
            Body.read(request.body());
        }
        lab.reset();
        link.reset();
        return health();
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
