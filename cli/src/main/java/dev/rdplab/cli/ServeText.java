package dev.rdplab.cli;

import dev.rdplab.chaos.process.OperatingSystem;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.run.ScenarioPredictions;
import dev.rdplab.lab.scenario.Scenario;
import java.net.InetSocketAddress;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code serve} says when it starts and about each connection, for people. */
final class ServeText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private static final String FOR_MSTSC = "127.0.0.2";

    private ServeText() {}

    /** What is played, who can log on, what a client will see, on Windows where mstsc connects to, and how to end it. */
    static List<String> begins(Scenario played, InetSocketAddress address, OperatingSystem system, int width) {
        var lines = new ArrayList<String>();
        lines.add(point("plays", played.path() + ": " + played.about().summary(), width));
        var account = played.server().accountLine();
        if (!account.isEmpty()) {
            lines.add(point("account", account, width));
        }
        lines.add(point("expect", shown(played), width));
        if (system == OperatingSystem.WINDOWS) {
            mstsc(address).ifPresent(text -> lines.add(point("mstsc", text, width)));
        }
        lines.add(point("end", "press Ctrl-C, or send SIGTERM", width));
        return lines;
    }

    /**
     * The client refuses the addresses of its own machine (0x708), except for others of 127.0.0.0/8: RDPCheck of RDP Wrapper
     * connects to 127.0.0.2 for that reason.
     */
    private static Optional<String> mstsc(InetSocketAddress address) {
        var host = address.getAddress();
        if (!host.isLoopbackAddress() && !host.isAnyLocalAddress()) {
            return Optional.empty();
        }
        var fits = host.isAnyLocalAddress() || host.getHostAddress().equals(FOR_MSTSC);
        return Optional.of(
                "on this machine connect to " + FOR_MSTSC + ":" + address.getPort()
                        + (fits ? "" : ", after --listen " + FOR_MSTSC)
                        + "; mstsc refuses 127.0.0.1 and the machine's own addresses with 0x708 (reported: RDPCheck of RDP Wrapper)");
    }

    private static String point(String name, String text, int width) {
        return Wrap.text(String.format("%-10s", name), " ".repeat(10), text, width);
    }

    private static String shown(Scenario played) {
        var expect = played.expect();
        var predictions = ScenarioPredictions.of(played);
        var mstsc = predictions.get(Program.MSTSC);
        var xfreerdp = predictions.get(Program.XFREERDP);
        return expect.ending() + " in " + expect.stage() + "; mstsc shows " + mstsc.shows() + " (" + mstsc.confidence()
                + "), xfreerdp "
                + (xfreerdp.exit().isPresent() ? "exit " + xfreerdp.exit().getAsInt() : xfreerdp.shows()) + " ("
                + xfreerdp.confidence() + ")";
    }

    /** One finished connection on one line. */
    static String finished(PlayedConnection played, Paint paint) {
        var report = played.report();
        var side = Side.of(report.ending());
        double millis = (report.endNanos() - report.startNanos()) / 1e6;
        return "#" + report.number() + " " + paint.name(side.stageWord()) + " "
                + (side.completed() ? paint.good(EndingText.of(side)) : paint.bad(EndingText.of(side)))
                + " by " + side.by()
                + ", received last " + ServedLine.lastReceived(report)
                + ", " + EndingText.millis(millis) + " ms"
                + (side.detail().isEmpty() ? "" : " (" + side.detail() + ")")
                + ServedLine.remarks(played)
                + "; " + LocalTime.now().format(TIME)
                + report.peer().map(peer -> ", from " + address(peer)).orElse("")
                + ", " + played.scenario().path();
    }

    static String address(InetSocketAddress address) {
        var host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
