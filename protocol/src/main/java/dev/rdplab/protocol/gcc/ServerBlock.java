package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.Pdu;

/** One block of the settings that the server sends, [MS-RDPBCGR] 2.2.1.4. */
public sealed interface ServerBlock extends Pdu
        permits ScCore, ScSecurity, ScNet, ScMcsMsgChannel, ScMultitransport, UnknownBlock {}
