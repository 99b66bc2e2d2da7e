package dev.rdplab.protocol.info;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Optional;

/**
 * The body of the Client Info PDU behind its security header, TS_INFO_PACKET of [MS-RDPBCGR] 2.2.1.11.1.1. Texts have no
 * terminator here; on the wire each has one that its length does not count.
 *
 * @param codePage with {@code INFO_UNICODE} the active input locale, else the ANSI code page; 4 bytes
 * @param extraInfo absent from clients of RDP 4.0
 */
public record ClientInfo(
        long codePage,
        InfoFlags flags,
        String domain,
        String userName,
        Secret password,
        String alternateShell,
        String workingDir,
        Optional<ExtendedInfo> extraInfo)
        implements Pdu {

    /** Most bytes of a text, terminator counted: 512 since RDP 5.1. */
    public static final int MAX_TEXT = 512;

    /** Most bytes of a password, which can be a redirection cookie of unnamed length. */
    public static final int MAX_PASSWORD = 8192;

    private static final String NAME = "TS_INFO_PACKET";

    public ClientInfo {
        InfoText text = InfoText.of(flags);
        for (String value : new String[] {domain, userName, alternateShell, workingDir}) {
            if (!text.holds(value) || text.bytes(value).length() + text.terminator() > MAX_TEXT) {
                throw new IllegalArgumentException("text cannot be written: " + value);
            }
        }
        if (!text.holds(password.reveal())
                || text.bytes(password.reveal()).length() + text.terminator() > MAX_PASSWORD) {
            throw new IllegalArgumentException("password cannot be written");
        }
        if (codePage < 0 || codePage > 0xffff_ffffL) {
            throw new IllegalArgumentException("not 32 bits: " + codePage);
        }
    }

    @Override
    public void encode(WireWriter out) {
        InfoText text = InfoText.of(flags);
        String clearPassword = password.reveal();
        out.structure(NAME, w -> {
            w.u32le("CodePage", codePage)
                    .u32le("flags", flags.value())
                    .u16le("cbDomain", text.bytes(domain).length())
                    .u16le("cbUserName", text.bytes(userName).length())
                    .u16le("cbPassword", text.bytes(clearPassword).length())
                    .u16le("cbAlternateShell", text.bytes(alternateShell).length())
                    .u16le("cbWorkingDir", text.bytes(workingDir).length());
            text.writeTerminated(w, "Domain", domain);
            text.writeTerminated(w, "UserName", userName);
            text.writeTerminated(w, "Password", clearPassword);
            text.writeTerminated(w, "AlternateShell", alternateShell);
            text.writeTerminated(w, "WorkingDir", workingDir);
            extraInfo.ifPresent(info -> info.encode(w));
        });
    }

    /** Reads all that is left. */
    public static ClientInfo decode(WireReader outer) {
        WireReader in = outer.as(NAME);
        long codePage = in.u32le("CodePage");
        var flags = new InfoFlags(in.u32le("flags"));
        InfoText text = InfoText.of(flags);
        int cbDomain = length(in, "cbDomain", text, MAX_TEXT);
        int cbUserName = length(in, "cbUserName", text, MAX_TEXT);
        int cbPassword = length(in, "cbPassword", text, MAX_PASSWORD);
        int cbAlternateShell = length(in, "cbAlternateShell", text, MAX_TEXT);
        int cbWorkingDir = length(in, "cbWorkingDir", text, MAX_TEXT);
        var info = new ClientInfo(
                codePage,
                flags,
                text.readTerminated(in, "Domain", cbDomain),
                text.readTerminated(in, "UserName", cbUserName),
                Secret.of(text.readTerminated(in, "Password", cbPassword)),
                text.readTerminated(in, "AlternateShell", cbAlternateShell),
                text.readTerminated(in, "WorkingDir", cbWorkingDir),
                in.hasRemaining() ? Optional.of(ExtendedInfo.decode(in)) : Optional.empty());
        in.expectEnd();
        return info;
    }

    private static int length(WireReader in, String field, InfoText text, int limit) {
        int length = in.u16le(field);
        if (length + text.terminator() > limit) {
            throw in.violation(field, Problem.LENGTH_OUT_OF_BOUNDS, "declared " + length + ", at most " + limit);
        }
        return length;
    }
}
