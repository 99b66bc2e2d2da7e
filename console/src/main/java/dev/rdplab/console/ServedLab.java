package dev.rdplab.console;

import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.run.ScenarioServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A {@link ScenarioServer} under the interface. */
final class ServedLab implements Steered {

    private final ScenarioServer server;

    ServedLab(ScenarioServer server) {
        this.server = server;
    }

    @Override
    public String role() {
        return "serve";
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public Optional<Playbook> playbook() {
        return Optional.of(server.playbook());
    }

    @Override
    public String usual() {
        return server.playbook().usual().path();
    }

    @Override
    public String account() {
        return server.playbook().usual().server().accountLine();
    }

    @Override
    public Optional<OpenLink> link() {
        return server.link();
    }

    @Override
    public long accepted() {
        return server.accepted();
    }

    @Override
    public long finishedCount() {
        return server.finishedCount();
    }

    @Override
    public List<Finished> finished() {
        return server.finished().stream().map(played -> finished(played, this)).toList();
    }

    @Override
    public Optional<Finished> finished(int number) {
        return server.finished().stream()
                .filter(played -> played.number() == number)
                .findFirst()
                .map(played -> finished(played, this));
    }

    /** One connection of a server under the interface. */
    static Finished finished(PlayedConnection played, Steered lab) {
        var link = lab.link();
        var used = link.map(open -> new LinkUsed(open.backend(), open.layer(), open.settings()))
                .orElse(LinkUsed.DIRECT);
        var report = played.report();
        return new Finished(
                played.number(),
                played.ended(),
                report.peer(),
                Duration.ofNanos(report.endNanos() - report.startNanos()),
                played.result(used),
                played.fired().stream().map(Object::toString).toList(),
                () -> EvidenceCase.of(
                        played,
                        used,
                        lab.address(),
                        OwnCommand.name() + " serve --scenario "
                                + played.scenario().path() + " --seed " + played.seed()));
    }

    @Override
    public void reset() {
        server.reset();
    }
}
