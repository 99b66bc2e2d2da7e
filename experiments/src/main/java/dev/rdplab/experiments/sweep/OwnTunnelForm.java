package dev.rdplab.experiments.sweep;

import dev.rdplab.packetlinks.tunnel.OwnTunnel;
import dev.rdplab.packetlinks.tunnel.Tunnels;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A tunnel of the user's own in a grid: {@code tunnel: { name, up, down, ready, device, needs, install }}. */
final class OwnTunnelForm {

    private static final int LONGEST_COMMAND = 4_000;
    private static final int MOST_NEEDS = 20;

    /** A shell has them; results, conditions and pages have the name. */
    static final Form<String> NAME = Forms.text(
            "name",
            Pattern.compile("[a-z][a-z0-9-]*"),
            30,
            "a small letter, then small letters, digits and -",
            "my-tunnel");

    private static final Form<String> COMMAND = Forms.text(
            "command",
            Pattern.compile("[^\\x00]*\\S[^\\x00]*", Pattern.DOTALL),
            LONGEST_COMMAND,
            "a command for sh",
            "./tunnel-up.sh");

    private static final Key<String> CALLED =
            Key.of("name", NAME, "the word in results and in `skip`").needed();
    private static final Key<String> UP =
            Key.of("up", COMMAND, "starts it, at both ends, the server's first").needed();
    private static final Key<String> DOWN = Key.of("down", COMMAND, "ends it, wherever `up` was started");
    private static final Key<String> READY =
            Key.of("ready", COMMAND, "run at the client's end until it ends with 0; without it `up` has to end");
    private static final Key<String> DEVICE = Key.of(
                    "device",
                    Forms.text(
                            "device",
                            Pattern.compile("[A-Za-z0-9_.-]+"),
                            15,
                            "the name of a network device, at most 15 letters, digits, _, . and -",
                            "tun0"),
                    "its device at both ends, whose address (IPv4, else IPv6) is the end's address inside")
            .needed();

    private static final Key<List<String>> NEEDS = Key.of(
            "needs",
            Forms.list(
                    Forms.text(
                            "program",
                            Pattern.compile("/?[A-Za-z0-9_.+-]+(/[A-Za-z0-9_.+-]+)*"),
                            200,
                            "a program of the PATH, or a file by its absolute path",
                            "ocserv"),
                    1,
                    MOST_NEEDS),
            "programs without which the cells of this tunnel are left out");
    private static final Key<String> INSTALL =
            Key.of("install", COMMAND, "printed when one of `needs` is missing; never run");

    static final Section<OwnTunnel> SECTION =
            Section.of(OwnTunnelForm::tunnel, CALLED, UP, DOWN, READY, DEVICE, NEEDS, INSTALL);

    private OwnTunnelForm() {}

    private static OwnTunnel tunnel(Values values) {
        var name = values.get(CALLED);
        boolean taken =
                Tunnels.ALL.stream().anyMatch(tunnel -> tunnel.name().equals(name)) || IdleSettings.isNeutral(name);
        if (taken) {
            throw values.wrong(CALLED, name + " has a meaning already", "another name");
        }
        return new OwnTunnel(
                name,
                values.get(UP),
                values.find(DOWN),
                values.find(READY),
                values.get(DEVICE),
                values.find(NEEDS).orElse(List.of()),
                values.find(INSTALL));
    }

    /** The tunnels that a grid describes, fixed or on its axis. */
    static List<OwnTunnel> in(YamlMap grid) {
        var found = new LinkedHashMap<String, OwnTunnel>();
        for (String section : List.of("fixed", "axes")) {
            var settings = grid.entries().get(section);
            var node = settings == null ? null : settings.asMap().entries().get(Setting.TUNNEL.word());
            List<YamlNode> nodes = node == null
                    ? List.of()
                    : section.equals("axes") ? node.asList().items() : List.of(node);
            for (YamlNode each : nodes) {
                if (each instanceof YamlMap map) {
                    var tunnel = SECTION.read(map);
                    found.put(tunnel.name(), tunnel);
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** Refuses what is left out and is no tunnel at all. @throws IllegalArgumentException naming it */
    static void check(List<Map<String, String>> skip, List<OwnTunnel> own) {
        skip.stream()
                .map(settings -> settings.get(Setting.TUNNEL.word()))
                .filter(name -> name != null)
                .forEach(name -> Tunnels.named(name, own));
    }
}
