package dev.rdplab.kerberos.file;

import dev.rdplab.kerberos.protocol.EncryptionKey;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.ServiceTicket;
import dev.rdplab.kerberos.protocol.Ticket;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ticket cache file of MIT Kerberos, version 4.
 *
 * @param owner whose tickets these are
 */
public record CredentialCache(Principal owner, List<ServiceTicket> tickets) {

    private static final int VERSION = 0x0504;
    private static final int MAX_TICKETS = 1000;

    /** Entries with which MIT remembers settings. */
    private static final String SETTINGS_REALM = "X-CACHECONF:";

    public CredentialCache {
        tickets = List.copyOf(tickets);
    }

    /** @throws ProtocolViolationException when it is no ticket cache */
    public static CredentialCache read(Path file) throws IOException {
        return decode(OwnerFile.read(file));
    }

    /** Writes a file that only its owner may read. */
    public void write(Path file) throws IOException {
        OwnerFile.write(file, encode());
    }

    /** The ticket for a service that lasts longest. */
    public Optional<ServiceTicket> find(Principal service) {
        return tickets.stream()
                .filter(ticket -> ticket.service().sameAs(service))
                .max((a, b) -> a.endTime().compareTo(b.endTime()));
    }

    /** The ticket granting ticket of the owner's realm. */
    public Optional<ServiceTicket> tgt() {
        return find(new Principal(PrincipalName.krbtgt(owner.realm()), owner.realm()));
    }

    public static CredentialCache decode(Bytes content) {
        var in = WireReader.of(content, Stage.CONNECT, "ccache");
        in.expectU16be("version", VERSION);
        in.bytes("header", in.u16be("headerlen"));
        var owner = principal(in);
        var tickets = new ArrayList<ServiceTicket>();
        while (in.hasRemaining()) {
            if (tickets.size() == MAX_TICKETS) {
                throw in.violation("credential", Problem.LIMIT_EXCEEDED, "more than " + MAX_TICKETS);
            }
            credential(in).ifPresent(tickets::add);
        }
        return new CredentialCache(owner, tickets);
    }

    private static Optional<ServiceTicket> credential(WireReader in) {
        var client = principal(in);
        var server = principal(in);
        var type = new EncryptionType(in.u16be("keyblock.type"));
        Bytes key = FileText.read32(in, "keyblock");
        Instant auth = time(in, "authtime");
        time(in, "starttime");
        Instant end = time(in, "endtime");
        time(in, "renew_till");
        in.u8("is_skey");
        long flags = in.u32be("ticket_flags");
        typed(in, "address");
        typed(in, "authdata");
        Bytes ticket = FileText.read32(in, "ticket");
        FileText.read32(in, "second_ticket");
        if (server.realm().equals(SETTINGS_REALM)) {
            return Optional.empty();
        }
        if (type.isSupported() && key.length() != type.keyLength()) {
            throw in.violation("keyblock", Problem.INCONSISTENT, key.length() + " bytes for " + type);
        }
        return Optional.of(
                new ServiceTicket(client, Ticket.decode(ticket), new EncryptionKey(type, key), flags, auth, end));
    }

    private static void typed(WireReader in, String field) {
        for (int count = in.bounded(field, in.u32be(field + ".count"), 1000); count > 0; count--) {
            in.u16be(field + ".type");
            FileText.read32(in, field);
        }
    }

    private static Instant time(WireReader in, String field) {
        return Instant.ofEpochSecond(in.u32be(field));
    }

    private static Principal principal(WireReader in) {
        int type = (int) in.u32be("name_type");
        int count = in.bounded("components", in.u32be("components"), 16);
        String realm = FileText.text32(in, "realm");
        var names = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            names.add(FileText.text32(in, "component"));
        }
        return new Principal(new PrincipalName(type, names), realm);
    }

    public Bytes encode() {
        var out = new WireWriter().u16be("version", VERSION).u16be("headerlen", 0);
        write(out, owner);
        for (var ticket : tickets) {
            write(out, ticket.client());
            write(out, ticket.service());
            out.u16be("keyblock.type", ticket.sessionKey().type().number());
            FileText.write32(out, "keyblock", ticket.sessionKey().value());
            out.u32be("authtime", ticket.authTime().getEpochSecond())
                    .u32be("starttime", ticket.authTime().getEpochSecond())
                    .u32be("endtime", ticket.endTime().getEpochSecond())
                    .u32be("renew_till", 0)
                    .u8("is_skey", 0)
                    .u32be("ticket_flags", ticket.flags())
                    .u32be("address.count", 0)
                    .u32be("authdata.count", 0);
            FileText.write32(out, "ticket", ticket.ticket().toBytes());
            FileText.write32(out, "second_ticket", Bytes.EMPTY);
        }
        return out.toBytes();
    }

    private static void write(WireWriter out, Principal principal) {
        out.u32be("name_type", principal.name().type())
                .u32be("components", principal.name().components().size());
        FileText.write32(out, "realm", principal.realm());
        principal.name().components().forEach(component -> FileText.write32(out, "component", component));
    }
}
