package dev.rdplab.diagnosis.logs.event;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of an event's data in its order, for exports that write the values alone. Source: the manifests of Windows' providers. */
final class FieldNames {

    private static final String SECURITY = "microsoft-windows-security-auditing ";
    private static final String RDP_CORE = "microsoft-windows-remotedesktopservices-rdpcorets ";

    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            names(
                    SECURITY + 4624,
                    "SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId TargetUserSid TargetUserName TargetDomainName"
                            + " TargetLogonId LogonType LogonProcessName AuthenticationPackageName WorkstationName LogonGuid"
                            + " TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort"),
            names(
                    SECURITY + 4625,
                    "SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId TargetUserSid TargetUserName TargetDomainName"
                            + " Status FailureReason SubStatus LogonType LogonProcessName AuthenticationPackageName WorkstationName"
                            + " TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort"),
            names(
                    SECURITY + 4768,
                    "TargetUserName TargetDomainName TargetSid ServiceName ServiceSid TicketOptions Status TicketEncryptionType"
                            + " PreAuthType IpAddress IpPort"),
            names(
                    SECURITY + 4769,
                    "TargetUserName TargetDomainName ServiceName ServiceSid TicketOptions TicketEncryptionType IpAddress IpPort Status"),
            names(
                    SECURITY + 4771,
                    "TargetUserName TargetSid ServiceName TicketOptions Status PreAuthType IpAddress IpPort"),
            names(SECURITY + 4776, "PackageName TargetUserName Workstation Status"),
            names(SECURITY + 4825, "AccountName AccountDomain LogonID ClientAddress"),
            names("schannel " + 36870, "Type ErrorCode ErrorState"),
            names("schannel " + 36871, "Type ErrorState"),
            names("schannel " + 36872, "Type"),
            names("schannel " + 36874, "Protocol"),
            names("schannel " + 36887, "AlertDesc"),
            names("schannel " + 36888, "AlertDesc ErrorState"),
            names(RDP_CORE + 65, "ConnectionName"),
            names(RDP_CORE + 72, "MethodName"),
            names(RDP_CORE + 103, "ReasonCode"),
            names(RDP_CORE + 131, "ConnType ClientIP"),
            names(RDP_CORE + 140, "IPString"),
            names("microsoft-windows-terminalservices-localsessionmanager " + 40, "Session Reason"),
            names("microsoft-windows-terminalservices-clientactivexcore " + 1026, "Name Value CustomLevel"));

    private FieldNames() {}

    private static Map.Entry<String, List<String>> names(String event, String names) {
        return Map.entry(event, List.of(names.split(" ")));
    }

    /** @return empty for an event whose names are not known here */
    static List<String> of(String provider, int id) {
        return NAMES.getOrDefault(provider.toLowerCase(Locale.ROOT) + " " + id, List.of());
    }
}
