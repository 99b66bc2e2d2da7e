package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.Pdu;

/** One block of the settings that the client sends, [MS-RDPBCGR] 2.2.1.3. */
public sealed interface ClientBlock extends Pdu
        permits CsCore,
                CsSecurity,
                CsNet,
                CsCluster,
                CsMonitor,
                CsMcsMsgChannel,
                CsMonitorEx,
                CsMultitransport,
                UnknownBlock {}
