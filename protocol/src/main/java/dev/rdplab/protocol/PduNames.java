package dev.rdplab.protocol;

/** The names of PDUs in transcripts, scenarios and output: the specification's words without spaces. */
public final class PduNames {

    // TLS handshake messages, RFC 8446 section 4.
    public static final String CLIENT_HELLO = "ClientHello";
    public static final String SERVER_HELLO = "ServerHello";

    // [MS-RDPBCGR] 2.2.1.1 and 2.2.1.2
    public static final String CONNECTION_REQUEST = "ConnectionRequest";
    public static final String CONNECTION_CONFIRM = "ConnectionConfirm";
    /** X.224 section 13.5: the server wants no connection. */
    public static final String X224_DISCONNECT_REQUEST = "DisconnectRequest";

    // [MS-CSSP] 2.2.1 and [MS-RDPBCGR] 2.2.10.2
    public static final String TS_REQUEST = "TSRequest";
    public static final String EARLY_USER_AUTHORIZATION_RESULT = "EarlyUserAuthorizationResult";

    // [MS-RDPBCGR] 2.2.17
    public static final String RDSTLS_CAPABILITIES = "RdstlsCapabilities";
    public static final String RDSTLS_REQUEST = "RdstlsAuthenticationRequest";
    public static final String RDSTLS_RESPONSE = "RdstlsAuthenticationResponse";

    // [MS-RDPBCGR] 2.2.18
    public static final String RDSAAD_NONCE = "RdsAadServerNonce";
    public static final String RDSAAD_REQUEST = "RdsAadAuthenticationRequest";
    public static final String RDSAAD_RESULT = "RdsAadAuthenticationResult";

    // [MS-RDPBCGR] 2.2.1.3 to 2.2.1.9
    public static final String CONNECT_INITIAL = "ConnectInitial";
    public static final String CONNECT_RESPONSE = "ConnectResponse";
    public static final String ERECT_DOMAIN_REQUEST = "ErectDomainRequest";
    public static final String ATTACH_USER_REQUEST = "AttachUserRequest";
    public static final String ATTACH_USER_CONFIRM = "AttachUserConfirm";
    public static final String CHANNEL_JOIN_REQUEST = "ChannelJoinRequest";
    public static final String CHANNEL_JOIN_CONFIRM = "ChannelJoinConfirm";
    public static final String DISCONNECT_PROVIDER_ULTIMATUM = "DisconnectProviderUltimatum";

    // [MS-RDPBCGR] 2.2.1.10 and 2.2.1.11
    public static final String SECURITY_EXCHANGE = "SecurityExchange";
    public static final String CLIENT_INFO = "ClientInfo";

    // [MS-RDPELE] 2.2.2
    public static final String LICENSE_REQUEST = "LicenseRequest";
    public static final String NEW_LICENSE_REQUEST = "NewLicenseRequest";
    public static final String LICENSE_INFO = "LicenseInfo";
    public static final String PLATFORM_CHALLENGE = "PlatformChallenge";
    public static final String PLATFORM_CHALLENGE_RESPONSE = "PlatformChallengeResponse";
    public static final String NEW_LICENSE = "NewLicense";
    public static final String UPGRADE_LICENSE = "UpgradeLicense";
    public static final String LICENSE_ERROR = "LicenseError";

    // [MS-RDPBCGR] 2.2.14, 2.2.15 and 2.2.16
    public static final String AUTO_DETECT_REQUEST = "AutoDetectRequest";
    public static final String AUTO_DETECT_RESPONSE = "AutoDetectResponse";
    public static final String INITIATE_MULTITRANSPORT_REQUEST = "InitiateMultitransportRequest";
    public static final String MULTITRANSPORT_RESPONSE = "MultitransportResponse";
    public static final String HEARTBEAT = "Heartbeat";

    // [MS-RDPBCGR] 2.2.1.13 to 2.2.1.22 and 2.2.3
    public static final String DEMAND_ACTIVE = "DemandActive";
    public static final String CONFIRM_ACTIVE = "ConfirmActive";
    public static final String DEACTIVATE_ALL = "DeactivateAll";
    public static final String SYNCHRONIZE = "Synchronize";
    public static final String CONTROL_COOPERATE = "ControlCooperate";
    public static final String CONTROL_REQUEST = "ControlRequest";
    public static final String CONTROL_GRANTED = "ControlGranted";
    public static final String CONTROL_DETACH = "ControlDetach";
    public static final String FONT_LIST = "FontList";
    public static final String FONT_MAP = "FontMap";

    // [MS-RDPBCGR] 2.2.2, 2.2.5, 2.2.10, 2.2.12 and 2.2.13
    public static final String SHUTDOWN_REQUEST = "ShutdownRequest";
    public static final String SHUTDOWN_DENIED = "ShutdownDenied";
    public static final String SET_ERROR_INFO = "SetErrorInfo";
    public static final String SAVE_SESSION_INFO = "SaveSessionInfo";
    public static final String MONITOR_LAYOUT = "MonitorLayout";
    public static final String SERVER_REDIRECTION = "ServerRedirection";

    // The session itself, which is looked at no further.
    public static final String INPUT = "Input";
    public static final String UPDATE = "Update";
    /** A share data PDU of another type. */
    public static final String SHARE_DATA = "ShareData";
    /** The eight bytes of a T.128 flow control PDU. */
    public static final String FLOW = "Flow";
    /** Data of a static virtual channel. */
    public static final String CHANNEL_DATA = "ChannelData";

    public static final String FAST_PATH = "FastPath";
    /** A body that cannot be read without the key of standard RDP security. */
    public static final String ENCRYPTED = "Encrypted";

    private PduNames() {}
}
