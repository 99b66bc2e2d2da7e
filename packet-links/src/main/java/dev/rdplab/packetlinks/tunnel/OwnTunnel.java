package dev.rdplab.packetlinks.tunnel;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.packetlinks.Command;
import dev.rdplab.packetlinks.PacketLab;
import dev.rdplab.packetlinks.PacketLink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A tunnel of the user's own, made by commands for a shell. Each command runs at both ends, in the namespace of that end, with
 * {@code RDPLAB_END} ({@code client} or {@code server}) and the addresses in its environment.
 *
 * @param name the word in grids and results
 * @param up starts it; may stay in the foreground where there is {@code ready}
 * @param down ends it; run whenever {@code up} was started
 * @param ready run at the client's end again and again until it ends with 0; without it {@code up} has to end
 * @param device the tunnel's device, of the same name at both ends; its address is the end's address inside
 * @param needs programs on the PATH or files by their absolute path, without which it is not tried
 * @param install a command that installs them
 */
public record OwnTunnel(
        String name,
        String up,
        Optional<String> down,
        Optional<String> ready,
        String device,
        List<String> needs,
        Optional<String> install)
        implements Tunnel {

    public OwnTunnel {
        needs = List.copyOf(needs);
    }

    @Override
    public Optional<String> missing() {
        return needs.stream()
                .filter(program -> !PacketLab.isInstalled(program))
                .findFirst()
                .map(program -> program + " is not installed"
                        + install.map(command -> "; run: " + command).orElse(""));
    }

    /** @throws TunnelFailedException when a command fails, or the tunnel is not there within 30 s */
    @Override
    public OpenTunnel open(PacketLink link, TunnelKnobs knobs) {
        return open(link, knobs, OwnTunnelRun.UP);
    }

    OpenTunnel open(PacketLink link, TunnelKnobs knobs, Duration limit) {
        try {
            return RunningTunnel.started(new OwnTunnelRun(this, link, knobs, limit));
        } catch (LinkUnavailableException | Command.CommandException e) {
            throw new TunnelFailedException("tunnel " + name + ": " + e.getMessage(), e);
        }
    }
}
