package dev.rdplab.protocol.share;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.WireReader;

/** What stands behind a TS_SHAREDATAHEADER, [MS-RDPBCGR] 2.2.8.1.1.1.2. */
public sealed interface DataPdu extends Pdu
        permits Synchronize,
                Control,
                FontList,
                FontMap,
                SetErrorInfo,
                SaveSessionInfo,
                ShutdownRequest,
                ShutdownDenied,
                MonitorLayout,
                OpaqueData {

    /** The value of the header's pduType2. */
    int pduType2();

    /** The name among {@link dev.rdplab.protocol.PduNames}. */
    String pduName();

    /** Reads an uncompressed body that ends where {@code in} ends. */
    static DataPdu decode(int pduType2, WireReader in) {
        return switch (pduType2) {
            case Synchronize.TYPE -> Synchronize.decode(in);
            case Control.TYPE -> Control.decode(in);
            case FontList.TYPE -> FontList.decode(in);
            case FontMap.TYPE -> FontMap.decode(in);
            case SetErrorInfo.TYPE -> SetErrorInfo.decode(in);
            case SaveSessionInfo.TYPE -> SaveSessionInfo.decode(in);
            case ShutdownRequest.TYPE -> new ShutdownRequest();
            case ShutdownDenied.TYPE -> new ShutdownDenied();
            case MonitorLayout.TYPE -> MonitorLayout.decode(in);
            default -> OpaqueData.decode(pduType2, in);
        };
    }
}
