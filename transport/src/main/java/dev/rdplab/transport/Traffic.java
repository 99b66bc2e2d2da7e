package dev.rdplab.transport;

/**
 * Raw bytes on a socket, TLS and all, as one end counts them.
 *
 * @param sent bytes given to the kernel
 * @param received bytes read from the kernel
 */
public record Traffic(long sent, long received) {

    public static final Traffic NONE = new Traffic(0, 0);

    Traffic plus(long more, long moreReceived) {
        return new Traffic(sent + more, received + moreReceived);
    }
}
