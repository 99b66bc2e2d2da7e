package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.Parameter;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.LossModel;
import dev.rdplab.chaos.link.LossModel.Timers;
import dev.rdplab.chaos.link.StageTrigger;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the key {@code link}. */
final class LinkReader {

    private static final int MAX_TOXICS = 20;
    private static final List<String> OF_PACKETS = List.of(
            "loss",
            "packet-loss",
            "packet_loss",
            "reorder",
            "reordering",
            "duplicate",
            "duplication",
            "corrupt",
            "mtu");
    private static final Map<String, Timers> TIMERS =
            Map.of("linux", Timers.LINUX, "linux-linear", Timers.LINUX_LINEAR, "windows", Timers.WINDOWS);

    private LinkReader() {}

    static Link read(Optional<YamlNode> given) {
        if (given.isEmpty()) {
            return Link.DIRECT;
        }
        if (given.get() instanceof YamlScalar scalar) {
            scalar.oneOf(List.of("direct"), word -> word);
            return Link.DIRECT;
        }
        var map = given.get().asMap();
        map.entries().forEach((key, node) -> refusePackets(key, node));
        map.allow("toxics", "triggers", "modelled-loss");
        var toxics = toxics(map);
        var triggers = new ArrayList<StageTrigger>();
        for (YamlNode node : map.list("triggers").map(YamlList::items).orElse(List.of())) {
            triggers.add(trigger(node.asMap(), toxics));
        }
        return Written.located(
                map, () -> new Link(toxics, triggers, map.map("modelled-loss").map(LinkReader::modelled)));
    }

    private static LossModel modelled(YamlMap map) {
        map.allow("loss", "rtt", "mss", "timers");
        var loss = map.required("loss").asScalar();
        double share = loss.share();
        if (share >= 1) {
            throw loss.wrong("nothing would ever arrive", "0% to below 100%");
        }
        return new LossModel(
                share,
                map.scalar("rtt").map(YamlScalar::duration).orElse(Duration.ofMillis(50)),
                map.scalar("mss").map(s -> (int) s.number(64, 65_495)).orElse(1_460),
                map.scalar("timers")
                        .map(s -> TIMERS.get(
                                s.oneOf(TIMERS.keySet().stream().sorted().toList(), word -> word)))
                        .orElse(Timers.LINUX));
    }

    private static List<Toxic> toxics(YamlMap map) {
        var list = map.list("toxics");
        list.filter(toxics -> toxics.items().isEmpty() || toxics.items().size() > MAX_TOXICS)
                .ifPresent(toxics -> {
                    throw toxics.wrong(toxics.items().size() + " toxics", "1 to " + MAX_TOXICS);
                });
        return list.map(YamlList::items).orElse(List.of()).stream()
                .map(node -> toxic(node.asMap()))
                .toList();
    }

    private static Toxic toxic(YamlMap map) {
        var type = map.required("type").asScalar();
        refusePackets(type.text(), type);
        var kind = ToxicKind.of(type.text())
                .orElseThrow(() -> type.wrong(type.described() + " is no toxic", String.join(", ", ToxicKind.words())));
        var keys = new ArrayList<>(List.of("type"));
        kind.parameters().stream().map(Parameter::name).forEach(keys::add);
        map.allow(keys.toArray(String[]::new));
        return Written.located(map, () -> kind.create(Written.plain(map, "type")));
    }

    private static StageTrigger trigger(YamlMap map, List<Toxic> toxics) {
        map.allow("role", "stage", "on", "occurrence", "add", "remove");
        map.scalar("on").ifPresent(MessageNames::check);
        if (map.has("add") == map.has("remove")) {
            throw map.wrong("takes exactly one of its keys", "add or remove");
        }
        var toxic = map.map("add")
                .map(LinkReader::toxic)
                .orElseGet(() -> named(map.required("remove").asScalar(), toxics));
        return Written.located(
                map,
                () -> new StageTrigger(
                        map.required("role").asScalar().oneOf(List.of(Role.values()), Role::word),
                        map.scalar("stage").map(s -> s.oneOf(List.of(Stage.values()), Stage::word)),
                        map.string("on"),
                        map.scalar("occurrence")
                                .map(s -> (int) s.number(1, 1_000_000))
                                .orElse(1),
                        map.has("add"),
                        toxic));
    }

    private static Toxic named(YamlScalar name, List<Toxic> toxics) {
        return name.oneOf(toxics, Toxic::name);
    }

    /** Toxiproxy works on streams: packets are the kernel's. */
    private static void refusePackets(String word, YamlNode node) {
        if (OF_PACKETS.contains(word)) {
            throw node.wrong(
                    word + " happens to packets, and this link is a stream",
                    "modelled-loss (computed delays), or toxics: " + String.join(", ", ToxicKind.words()));
        }
    }
}
