package dev.rdplab.packetlinks.tunnel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/**
 * What can be turned on a tunnel. A knob that is empty stays at the program's default.
 *
 * @param mtu of the tunnel's device, bytes
 * @param mssfix TCP connections inside are told to use no longer segments, bytes. OpenVPN's meaning of {@code --mssfix} there;
 *     the MSS of the route elsewhere
 * @param fragment OpenVPN over UDP splits packets longer than this, bytes
 * @param keepalive how often an idle tunnel sends something
 * @param cipher of OpenVPN's data channel
 */
public record TunnelKnobs(
        Optional<Integer> mtu,
        Optional<Integer> mssfix,
        Optional<Integer> fragment,
        Optional<Duration> keepalive,
        Optional<String> cipher) {

    public static final TunnelKnobs DEFAULTS =
            new TunnelKnobs(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public TunnelKnobs {
        mtu.ifPresent(n -> bounded("mtu", n, 576, 9000));
        mssfix.ifPresent(n -> bounded("mssfix", n, 88, 9000));
        fragment.ifPresent(n -> bounded("fragment", n, 68, 9000));
        keepalive.ifPresent(d -> bounded("keepalive", (int) d.toSeconds(), 1, 3600));
        cipher.filter(c -> !c.matches("[A-Z0-9-]{1,40}")).ifPresent(c -> {
            throw new IllegalArgumentException("cipher " + c);
        });
    }

    public TunnelKnobs mtu(int bytes) {
        return new TunnelKnobs(Optional.of(bytes), mssfix, fragment, keepalive, cipher);
    }

    public TunnelKnobs mssfix(int bytes) {
        return new TunnelKnobs(mtu, Optional.of(bytes), fragment, keepalive, cipher);
    }

    public TunnelKnobs fragment(int bytes) {
        return new TunnelKnobs(mtu, mssfix, Optional.of(bytes), keepalive, cipher);
    }

    public TunnelKnobs keepalive(Duration every) {
        return new TunnelKnobs(mtu, mssfix, fragment, Optional.of(every), cipher);
    }

    public TunnelKnobs cipher(String name) {
        return new TunnelKnobs(mtu, mssfix, fragment, keepalive, Optional.of(name));
    }

    /** Those that are set, such as {@code mtu 1300, keepalive 25s}; {@code defaults} when none is. */
    @Override
    public String toString() {
        var set = new ArrayList<String>();
        mtu.ifPresent(n -> set.add("mtu " + n));
        mssfix.ifPresent(n -> set.add("mssfix " + n));
        fragment.ifPresent(n -> set.add("fragment " + n));
        keepalive.ifPresent(d -> set.add("keepalive " + d.toSeconds() + "s"));
        cipher.ifPresent(word -> set.add("cipher " + word));
        return set.isEmpty() ? "defaults" : String.join(", ", set);
    }

    private static void bounded(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + ", " + least + " to " + most + " allowed");
        }
    }
}
