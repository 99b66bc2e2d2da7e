package dev.rdplab.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of PDUs in transcripts, scenarios and output: the specification's words without spaces. */
public final class PduNames {

    /** Each name with the stage at which the PDU is exchanged; null for one that comes at any stage. */
    private static final Map<String, Stage> STAGES = new LinkedHashMap<>();

    // TLS handshake messages, RFC 8446 section 4.
    public static final String CLIENT_HELLO = anywhere("ClientHello");
    public static final String SERVER_HELLO = anywhere("ServerHello");

    // [MS-RDPBCGR] 2.2.1.1 and 2.2.1.2
    public static final String CONNECTION_REQUEST = at(Stage.X224, "ConnectionRequest");
    public static final String CONNECTION_CONFIRM = at(Stage.X224, "ConnectionConfirm");
    /** X.224 section 13.5: the server wants no connection. */
    public static final String X224_DISCONNECT_REQUEST = anywhere("DisconnectRequest");

    // [MS-CSSP] 2.2.1 and [MS-RDPBCGR] 2.2.10.2
    public static final String TS_REQUEST = at(Stage.CREDSSP, "TSRequest");
    public static final String EARLY_USER_AUTHORIZATION_RESULT = at(Stage.EARLY_AUTH, "EarlyUserAuthorizationResult");

    // [MS-RDPBCGR] 2.2.17
    public static final String RDSTLS_CAPABILITIES = at(Stage.RDSTLS, "RdstlsCapabilities");
    public static final String RDSTLS_REQUEST = at(Stage.RDSTLS, "RdstlsAuthenticationRequest");
    public static final String RDSTLS_RESPONSE = at(Stage.RDSTLS, "RdstlsAuthenticationResponse");

    // [MS-RDPBCGR] 2.2.18
    public static final String RDSAAD_NONCE = at(Stage.RDS_AAD, "RdsAadServerNonce");
    public static final String RDSAAD_REQUEST = at(Stage.RDS_AAD, "RdsAadAuthenticationRequest");
    public static final String RDSAAD_RESULT = at(Stage.RDS_AAD, "RdsAadAuthenticationResult");

    // [MS-RDPBCGR] 2.2.1.3 to 2.2.1.9
    public static final String CONNECT_INITIAL = at(Stage.MCS_CONNECT, "ConnectInitial");
    public static final String CONNECT_RESPONSE = at(Stage.MCS_CONNECT, "ConnectResponse");
    public static final String ERECT_DOMAIN_REQUEST = at(Stage.CHANNEL_JOIN, "ErectDomainRequest");
    public static final String ATTACH_USER_REQUEST = at(Stage.CHANNEL_JOIN, "AttachUserRequest");
    public static final String ATTACH_USER_CONFIRM = at(Stage.CHANNEL_JOIN, "AttachUserConfirm");
    public static final String CHANNEL_JOIN_REQUEST = at(Stage.CHANNEL_JOIN, "ChannelJoinRequest");
    public static final String CHANNEL_JOIN_CONFIRM = at(Stage.CHANNEL_JOIN, "ChannelJoinConfirm");
    public static final String DISCONNECT_PROVIDER_ULTIMATUM = anywhere("DisconnectProviderUltimatum");

    // [MS-RDPBCGR] 2.2.1.10 and 2.2.1.11
    public static final String SECURITY_EXCHANGE = at(Stage.SECURITY_EXCHANGE, "SecurityExchange");
    public static final String CLIENT_INFO = at(Stage.CLIENT_INFO, "ClientInfo");

    // [MS-RDPELE] 2.2.2
    public static final String LICENSE_REQUEST = at(Stage.LICENSING, "LicenseRequest");
    public static final String NEW_LICENSE_REQUEST = at(Stage.LICENSING, "NewLicenseRequest");
    public static final String LICENSE_INFO = at(Stage.LICENSING, "LicenseInfo");
    public static final String PLATFORM_CHALLENGE = at(Stage.LICENSING, "PlatformChallenge");
    public static final String PLATFORM_CHALLENGE_RESPONSE = at(Stage.LICENSING, "PlatformChallengeResponse");
    public static final String NEW_LICENSE = at(Stage.LICENSING, "NewLicense");
    public static final String UPGRADE_LICENSE = at(Stage.LICENSING, "UpgradeLicense");
    public static final String LICENSE_ERROR = at(Stage.LICENSING, "LicenseError");

    // [MS-RDPBCGR] 2.2.14, 2.2.15 and 2.2.16
    public static final String AUTO_DETECT_REQUEST = anywhere("AutoDetectRequest");
    public static final String AUTO_DETECT_RESPONSE = anywhere("AutoDetectResponse");
    public static final String INITIATE_MULTITRANSPORT_REQUEST = anywhere("InitiateMultitransportRequest");
    public static final String MULTITRANSPORT_RESPONSE = anywhere("MultitransportResponse");
    public static final String HEARTBEAT = anywhere("Heartbeat");

    // [MS-RDPBCGR] 2.2.1.13 to 2.2.1.22 and 2.2.3
    public static final String DEMAND_ACTIVE = at(Stage.CAPABILITIES, "DemandActive");
    public static final String CONFIRM_ACTIVE = at(Stage.CAPABILITIES, "ConfirmActive");
    public static final String DEACTIVATE_ALL = anywhere("DeactivateAll");
    public static final String SYNCHRONIZE = at(Stage.FINALIZATION, "Synchronize");
    public static final String CONTROL_COOPERATE = at(Stage.FINALIZATION, "ControlCooperate");
    public static final String CONTROL_REQUEST = at(Stage.FINALIZATION, "ControlRequest");
    public static final String CONTROL_GRANTED = at(Stage.FINALIZATION, "ControlGranted");
    public static final String CONTROL_DETACH = anywhere("ControlDetach");
    public static final String FONT_LIST = at(Stage.FINALIZATION, "FontList");
    public static final String FONT_MAP = at(Stage.FINALIZATION, "FontMap");

    // [MS-RDPBCGR] 2.2.2, 2.2.5, 2.2.10, 2.2.12 and 2.2.13
    public static final String SHUTDOWN_REQUEST = at(Stage.ACTIVE, "ShutdownRequest");
    public static final String SHUTDOWN_DENIED = at(Stage.ACTIVE, "ShutdownDenied");
    public static final String SET_ERROR_INFO = anywhere("SetErrorInfo");
    public static final String SAVE_SESSION_INFO = at(Stage.ACTIVE, "SaveSessionInfo");
    public static final String MONITOR_LAYOUT = anywhere("MonitorLayout");
    public static final String SERVER_REDIRECTION = anywhere("ServerRedirection");

    // The session itself, which is looked at no further.
    public static final String INPUT = at(Stage.ACTIVE, "Input");
    public static final String UPDATE = at(Stage.ACTIVE, "Update");
    /** A share data PDU of another type. */
    public static final String SHARE_DATA = anywhere("ShareData");
    /** The eight bytes of a T.128 flow control PDU. */
    public static final String FLOW = anywhere("Flow");
    /** Data of a static virtual channel. */
    public static final String CHANNEL_DATA = anywhere("ChannelData");

    public static final String FAST_PATH = at(Stage.ACTIVE, "FastPath");
    /** A body that cannot be read without the key of standard RDP security. */
    public static final String ENCRYPTED = anywhere("Encrypted");

    private PduNames() {}

    private static String at(Stage stage, String name) {
        STAGES.put(name, stage);
        return name;
    }

    private static String anywhere(String name) {
        return at(null, name);
    }

    /** All names. */
    public static Set<String> all() {
        return Collections.unmodifiableSet(STAGES.keySet());
    }

    /** The stage at which a PDU of this name is exchanged; empty for one that comes at any stage, and for an unknown name. */
    public static Optional<Stage> stage(String name) {
        return Optional.ofNullable(STAGES.get(name));
    }
}
