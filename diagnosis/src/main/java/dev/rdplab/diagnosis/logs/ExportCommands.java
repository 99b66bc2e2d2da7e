package dev.rdplab.diagnosis.logs;

import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;

/**
 * The commands that export the logs which say why a connection failed. They only read: each writes one {@code .evtx} file
 * into the current folder.
 */
public enum ExportCommands {
    SERVER(
            "server",
            "on the server (as administrator: the Security log needs it)",
            new Channel("Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational", "server-rdpcorets"),
            new Channel(
                    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational",
                    "server-connectionmanager"),
            new Channel("Microsoft-Windows-TerminalServices-LocalSessionManager/Operational", "server-sessions"),
            new Channel("System", "server-system"),
            new Channel("Security", "server-security", 4624, 4625, 4825)),
    CLIENT(
            "client",
            "on the client",
            new Channel("Microsoft-Windows-TerminalServices-RDPClient/Operational", "client-rdp"),
            new Channel("System", "client-system")),
    DOMAIN_CONTROLLER(
            "dc",
            "on a domain controller, for logons with Kerberos or NTLM (as administrator)",
            new Channel("Security", "dc-security", 4768, 4769, 4771, 4776));

    private record Channel(String name, String file, int... ids) {

        /** An XPath query over the System element: the time, and the ids where not all events are wanted. */
        String query(String milliseconds) {
            var which = new StringJoiner(" or ");
            for (int id : ids) {
                which.add("EventID=" + id);
            }
            return "*[System[" + (ids.length == 0 ? "" : "(" + which + ") and ")
                    + "TimeCreated[timediff(@SystemTime) <= " + milliseconds + "]]]";
        }
    }

    private final String word;
    private final String where;
    private final List<Channel> channels;

    ExportCommands(String word, String where, Channel... channels) {
        this.word = word;
        this.where = where;
        this.channels = List.of(channels);
    }

    /** The word for the command line. */
    public String word() {
        return word;
    }

    /** On which machine, and with which rights. */
    public String where() {
        return where;
    }

    /** The channels, by the names that Windows has for them. */
    public List<String> channels() {
        return channels.stream().map(Channel::name).toList();
    }

    /** Lines for a command prompt. @param last how far back */
    public List<String> commands(Duration last) {
        return channels.stream()
                .map(channel -> "wevtutil epl \"" + channel.name + "\" " + channel.file + ".evtx /ow:true \"/q:"
                        + channel.query(Long.toString(last.toMillis())) + "\"")
                .toList();
    }

    /** A PowerShell script with all machines; the person who runs it says which one it is. */
    public static String powerShell() {
        var script = new StringBuilder(
                """
                # Exports the Windows event logs that say why a Remote Desktop connection failed.
                # It only reads the logs and writes .evtx files into a new folder. It changes nothing and sends nothing.
                #   .\\collect.ps1 -Machine server    (or client, or dc); -Hours 4 for more than the last hour
                # Then, where rdplab is: rdplab diagnose capture.pcapng --log FILE --log FILE ...
                param(
                    [ValidateSet('server', 'client', 'dc')] [string] $Machine = 'server',
                    [ValidateRange(1, 168)] [int] $Hours = 1
                )
                $milliseconds = $Hours * 3600000
                $folder = Join-Path (Get-Location) "rdplab-logs-$Machine"
                New-Item -ItemType Directory -Force -Path $folder | Out-Null
                function Export-Channel([string] $Channel, [string] $File, [string] $Query) {
                    & wevtutil.exe epl $Channel (Join-Path $folder "$File.evtx") /ow:true "/q:$Query"
                    if ($LASTEXITCODE -ne 0) { Write-Warning "$Channel was not exported (run as administrator?)" }
                }
                switch ($Machine) {
                """);
        for (ExportCommands machine : values()) {
            script.append("    '").append(machine.word).append("' {\n");
            for (Channel channel : machine.channels) {
                script.append("        Export-Channel '")
                        .append(channel.name)
                        .append("' '")
                        .append(channel.file)
                        .append("' \"")
                        .append(channel.query("$milliseconds"))
                        .append("\"\n");
            }
            script.append("    }\n");
        }
        return script.append("}\nWrite-Output \"Written to $folder\"\n").toString();
    }
}
