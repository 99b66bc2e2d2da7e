package dev.rdplab.benchmarks;

import dev.rdplab.benchmarks.CapturedHandshake.Frame;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A kind of frame, taken from captures of handshakes with xrdp and freerdp-shadow. */
@State(Scope.Benchmark)
public class PduFamily {

    /** Captures that hold every kind between them. */
    static final List<String> CAPTURES = List.of("xf3_shadow_nla_ok", "xf3_hybridex_ok", "xf_xrdp_tls", "rd_xrdp_rdp");

    /** Titles as {@link dev.rdplab.protocol.decode.Dissected#title} gives them. */
    @Param({
        "ConnectionRequest",
        "ConnectionConfirm",
        "TSRequest (NTLM NEGOTIATE)",
        "TSRequest (NTLM CHALLENGE)",
        "TSRequest (NTLM AUTHENTICATE)",
        "TSRequest (pubKeyAuth)",
        "TSRequest (authInfo)",
        "EarlyUserAuthorizationResult",
        "ConnectInitial",
        "ConnectResponse",
        "ErectDomainRequest",
        "AttachUserRequest",
        "AttachUserConfirm",
        "ChannelJoinRequest",
        "ChannelJoinConfirm",
        "SecurityExchange",
        "ClientInfo",
        "AutoDetectRequest",
        "LicenseRequest",
        "NewLicenseRequest",
        "LicenseError (STATUS_VALID_CLIENT)",
        "DemandActive",
        "ConfirmActive",
        "Synchronize",
        "ControlCooperate",
        "FontList",
        "FontMap"
    })
    public String title;

    Frame frame;

    @Setup
    public void load() {
        frame = all().get(title);
        if (frame == null) {
            throw new IllegalArgumentException("no " + title + " among " + all().keySet());
        }
    }

    static Map<String, Frame> all() {
        return CapturedHandshake.families(CAPTURES);
    }
}
