package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.Direction;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a packet link is to be.
 *
 * @param up what happens to packets from A to B
 * @param down what happens to packets from B to A
 * @param stateLoss when a box on the way forgets its flows, if ever
 * @param seed fixes what is left to chance
 * @param kernelA settings at end A, the client's
 * @param kernelB settings at end B, the server's
 * @param deviceMtu what both kernels believe the path carries, in bytes
 * @param trace a pcapng file that gets every packet as sent and as delivered, and every drop with its cause
 */
public record PacketPath(
        Impairment up,
        Impairment down,
        Optional<StateLoss> stateLoss,
        long seed,
        KernelProfile kernelA,
        KernelProfile kernelB,
        int deviceMtu,
        Optional<Path> trace) {

    public static final int ETHERNET_MTU = 1500;

    public PacketPath {
        if (deviceMtu < 1280 || deviceMtu > 9000) {
            throw new IllegalArgumentException("device mtu " + deviceMtu + ", 1280 to 9000 allowed");
        }
    }

    /** The same in both directions, between two ordinary Linux hosts. */
    public static PacketPath both(Impairment impairment, long seed) {
        return of(impairment, impairment, seed);
    }

    public static PacketPath of(Impairment up, Impairment down, long seed) {
        return new PacketPath(
                up,
                down,
                Optional.empty(),
                seed,
                KernelProfile.LINUX,
                KernelProfile.LINUX,
                ETHERNET_MTU,
                Optional.empty());
    }

    public PacketPath stateLoss(StateLoss value) {
        return new PacketPath(up, down, Optional.of(value), seed, kernelA, kernelB, deviceMtu, trace);
    }

    public PacketPath kernels(KernelProfile client, KernelProfile server) {
        return new PacketPath(up, down, stateLoss, seed, client, server, deviceMtu, trace);
    }

    /** With another impairment one way. */
    public PacketPath change(Direction direction, Impairment impairment) {
        return new PacketPath(
                direction == Direction.UP ? impairment : up,
                direction == Direction.DOWN ? impairment : down,
                stateLoss,
                seed,
                kernelA,
                kernelB,
                deviceMtu,
                trace);
    }

    public PacketPath trace(Path file) {
        return new PacketPath(up, down, stateLoss, seed, kernelA, kernelB, deviceMtu, Optional.of(file));
    }
}
