package dev.rdplab.transport.tls;

import dev.rdplab.protocol.handshake.TlsSession;
import java.io.IOException;
import org.bouncycastle.tls.TlsPeer;

/** One end of one connection of BouncyCastle's lightweight API, and what it has learnt. */
interface BouncyCastlePeer extends TlsPeer {

    /** Whether the handshake is done. */
    boolean complete();

    /** Whether the peer has sent a close_notify. */
    boolean closeNotify();

    /** What the handshake agreed on. */
    TlsSession agreed() throws IOException;
}
