package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.Direction;
import java.net.InetAddress;
import java.util.Map;

/**
 * Two hosts and the path between them: end A, where the client is, and end B, where the server is. Each is a network namespace
 * that reaches nothing but the other. Safe to use from any thread.
 */
public interface PacketLink extends AutoCloseable {

    /** The word in results: {@code tun} or {@code netem}. */
    String backend();

    /** Always {@code packet}. */
    default String layer() {
        return "packet";
    }

    NetNamespace a();

    NetNamespace b();

    /** IPv4 address of end A, reachable from B. */
    default InetAddress addressA() {
        return PacketNet.A;
    }

    default InetAddress addressB() {
        return PacketNet.B;
    }

    /** IPv6 address of end B. */
    default InetAddress addressB6() {
        return PacketNet.B6;
    }

    /** From now on. UP is from A to B. */
    void change(Direction direction, Impairment impairment);

    /** Lets the box on the way forget all its flows now, see {@link StateLoss}. */
    void forgetFlows(boolean resets);

    Counts counts(Direction direction);

    /** Backend, impairments, seed and the kernel's settings at both ends as the kernel reports them, for the result. */
    Map<String, Object> settings();

    /** Ends what runs inside and removes everything. */
    @Override
    void close();
}
