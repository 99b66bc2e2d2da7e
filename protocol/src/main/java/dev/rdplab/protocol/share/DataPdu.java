package dev.rdplab.protocol.share;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireReader;

/** The data that follows a TS_SHAREDATAHEADER, [MS-RDPBCGR] 2.2.8.1.1.1.2. */
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

    /** The name of a type whose body is not read, such as a compressed one. That of a Control PDU depends on its body. */
    static String name(int pduType2) {
        return switch (pduType2) {
            case OpaqueData.UPDATE -> PduNames.UPDATE;
            case OpaqueData.INPUT -> PduNames.INPUT;
            case Synchronize.TYPE -> PduNames.SYNCHRONIZE;
            case FontList.TYPE -> PduNames.FONT_LIST;
            case FontMap.TYPE -> PduNames.FONT_MAP;
            case SetErrorInfo.TYPE -> PduNames.SET_ERROR_INFO;
            case SaveSessionInfo.TYPE -> PduNames.SAVE_SESSION_INFO;
            case ShutdownRequest.TYPE -> PduNames.SHUTDOWN_REQUEST;
            case ShutdownDenied.TYPE -> PduNames.SHUTDOWN_DENIED;
            case MonitorLayout.TYPE -> PduNames.MONITOR_LAYOUT;
            default -> PduNames.SHARE_DATA;
        };
    }
}
