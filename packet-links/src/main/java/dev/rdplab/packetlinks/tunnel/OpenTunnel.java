package dev.rdplab.packetlinks.tunnel;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** A tunnel in use. */
public interface OpenTunnel extends AutoCloseable {

    /** The address of end A inside the tunnel. */
    InetAddress addressA();

    /** The address of end B inside the tunnel: connect to it to go through the tunnel. */
    InetAddress addressB();

    /** Program, version and knobs, for the result. */
    Map<String, Object> settings();

    /** Why the tunnel no longer runs, with its program's last words; empty while it does. */
    Optional<String> failure();

    /** Stops its programs and removes their files. */
    @Override
    void close();
}
