package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.MessageNames;
import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.LossModel;
import dev.rdplab.chaos.link.LossModel.Timers;
import dev.rdplab.chaos.link.StageTrigger;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Place;
import dev.rdplab.words.Section;
import dev.rdplab.words.Tagged;
import dev.rdplab.words.Values;
import dev.rdplab.words.Words;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key {@code link}: each of its keys once, and the link that is made of them. */
final class LinkKeys {

    private static final int MAX_TOXICS = 20;
    private static final int MAX_TRIGGERS = 100;
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

    private static final Key<Double> LOSS = Key.of(
                    "loss", Forms.SHARE.as(LinkKeys::below1), "share of segments that count as lost, each way")
            .needed();
    private static final Key<Duration> RTT =
            Key.of("rtt", Forms.DURATION, "round-trip time").or("50ms");
    private static final Key<Long> MSS = Key.of("mss", Forms.whole(64, 65_495), "bytes of data in a full segment")
            .or("1460");
    private static final Key<Timers> TIMERS =
            Key.of("timers", timers(), "whose retransmission timers").or("linux");
    static final Section<LossModel> MODELLED = Section.of(
            values -> new LossModel(
                    values.get(LOSS), values.get(RTT), Math.toIntExact(values.get(MSS)), values.get(TIMERS)),
            LOSS,
            RTT,
            MSS,
            TIMERS);

    private static final Form<Toxic> ANY_TOXIC = new Tagged<>("type", new Words<>("toxic", toxics()));

    /** A toxic as it stands in a file: {@code type} decides which keys it has. */
    static final Form<Toxic> TOXIC = ANY_TOXIC.readBy(LinkKeys::streamToxic);

    private static final Key<Role> ROLE = Key.of(
                    "role", Forms.words(Role.values(), Role::word), "the end whose event it is")
            .needed();
    private static final Key<Stage> STAGE = Key.of(
            "stage",
            Forms.words("stage", List.of(Stage.values()), Stage::word),
            "entered by that end, or where it must be for `on`");
    private static final Key<String> ON = Key.of("on", MessageNames.FORM, "a message sent or received");
    private static final Key<Long> OCCURRENCE = Key.of(
                    "occurrence", Forms.whole(1, 1_000_000), "which occurrence of it")
            .or("1");
    private static final Key<Toxic> ADD = Key.of("add", TOXIC, "a toxic that comes");
    private static final Key<String> REMOVE = Key.of("remove", Forms.text(), "name of a toxic that goes");

    /** A trigger; its toxic may be known by name alone. */
    private record Trigger(StageTrigger trigger, Optional<String> remove, Place place) {}

    private static final Section<Trigger> TRIGGER =
            Section.of(LinkKeys::trigger, ROLE, STAGE, ON, OCCURRENCE, ADD, REMOVE);

    private static final Key<List<Toxic>> TOXICS =
            Key.of("toxics", Forms.listWithRepeats(TOXIC, 1, MAX_TOXICS), "toxics that act from the first byte on");
    private static final Key<List<Trigger>> TRIGGERS = Key.of(
            "triggers",
            Forms.listWithRepeats(TRIGGER, 0, MAX_TRIGGERS),
            "toxics that come or go at a point of the handshake, see below");
    private static final Key<LossModel> MODELLED_LOSS =
            Key.of("modelled-loss", MODELLED, "computed retransmission delays, see below");

    static final Section<Link> SECTION = Section.of(LinkKeys::link, TOXICS, TRIGGERS, MODELLED_LOSS);

    /** A link as it stands in a file. */
    static final Form<Link> LINK =
            Forms.either(new Words<>("", Map.of("direct", Link.DIRECT)), SECTION.readBy(LinkKeys::streamLink));

    private LinkKeys() {}

    private static Link link(Values values) {
        var toxics = values.find(TOXICS).orElse(List.of());
        var triggers = new ArrayList<StageTrigger>();
        for (Trigger each : values.find(TRIGGERS).orElse(List.of())) {
            triggers.add(each.remove().isEmpty() ? each.trigger() : removing(each, toxics));
        }
        return new Link(toxics, triggers, values.find(MODELLED_LOSS));
    }

    private static StageTrigger removing(Trigger each, List<Toxic> toxics) {
        var named = Forms.words("", toxics, Toxic::name).byWord();
        var toxic = named.get(each.remove().get());
        if (toxic == null) {
            throw new BadValueException(
                    each.place(), "'" + each.remove().get() + "' is not known", String.join(", ", named.keySet()));
        }
        var trigger = each.trigger();
        return new StageTrigger(trigger.role(), trigger.stage(), trigger.on(), trigger.occurrence(), false, toxic);
    }

    private static Trigger trigger(Values values) {
        if (values.has(ADD) == values.has(REMOVE)) {
            throw new BadValueException(values.place(), "takes exactly one of its keys", "add or remove");
        }
        var event = new StageTrigger(
                values.get(ROLE),
                values.find(STAGE),
                values.find(ON),
                Math.toIntExact(values.get(OCCURRENCE)),
                true,
                values.find(ADD).orElse(NAMED_LATER));
        return new Trigger(event, values.find(REMOVE), values.place(REMOVE));
    }

    private static final Toxic NAMED_LATER = Toxic.of(ToxicKind.TIMEOUT, Direction.DOWN, "timeout", 0);

    private static Words<Timers> timers() {
        var timers = new LinkedHashMap<String, Timers>();
        timers.put("linux", Timers.LINUX);
        timers.put("linux-linear", Timers.LINUX_LINEAR);
        timers.put("windows", Timers.WINDOWS);
        return new Words<>("", timers);
    }

    private static Map<String, Section<Toxic>> toxics() {
        var toxics = new LinkedHashMap<String, Section<Toxic>>();
        for (ToxicKind kind : ToxicKind.values()) {
            var keys = new ArrayList<Key<?>>(
                    List.of(Key.of("type", Forms.words("toxic", ToxicKind.words(), word -> word), kind.meaning())));
            keys.addAll(kind.parameters());
            toxics.put(kind.word(), Section.of(kind::create, keys));
        }
        return toxics;
    }

    private static double below1(double share) {
        if (share >= 1) {
            throw new BadValueException(Place.NONE, "nothing would ever arrive", "0% to below 100%");
        }
        return share;
    }

    private static Toxic streamToxic(YamlNode node) {
        node.asMap().scalar("type").ifPresent(type -> refusePackets(type.text(), type));
        return ANY_TOXIC.read(node);
    }

    private static Link streamLink(YamlNode node) {
        YamlMap map = node.asMap();
        map.entries().forEach(LinkKeys::refusePackets);
        return SECTION.read(map);
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
