package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.mcs.SendData;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields that a file gives a PDU by name, each asked for with what holds without it. */
final class PduFields {

    private final Role sender;
    private final Map<String, String> given;
    private final TreeSet<String> known = new TreeSet<>();
    private final int serverUser;
    private final int clientUser;
    private final int ioChannel;
    private final int messageChannel;

    PduFields(
            Role sender, Map<String, String> given, int serverUser, int clientUser, int ioChannel, int messageChannel) {
        this.sender = sender;
        this.given = given;
        this.serverUser = serverUser;
        this.clientUser = clientUser;
        this.ioChannel = ioChannel;
        this.messageChannel = messageChannel;
    }

    /** The names asked for so far. */
    Set<String> known() {
        return known;
    }

    boolean has(String name) {
        known.add(name);
        return given.containsKey(name);
    }

    String text(String name, String usual) {
        known.add(name);
        return given.getOrDefault(name, usual);
    }

    /** 32 bits. */
    long wide(String name, long usual) {
        return number(name, usual, 0xffff_ffffL);
    }

    /** 16 bits. */
    int number(String name, int usual) {
        return (int) number(name, usual, 0xffffL);
    }

    int number(String name, int usual, int most) {
        return (int) number(name, usual, (long) most);
    }

    private long number(String name, long usual, long most) {
        known.add(name);
        String text = given.get(name);
        if (text == null) {
            return usual;
        }
        long value;
        try {
            value = Long.decode(text.strip());
        } catch (NumberFormatException no) {
            throw new IllegalArgumentException("field " + name + " is '" + text + "'; a whole number");
        }
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("field " + name + " is " + text + "; 0 to " + most);
        }
        return value;
    }

    void requireAllKnown(String pdu) {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(pdu + " has no field '" + name + "' to set; "
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }

    /** The sender's MCS user. */
    int user() {
        return sender == Role.SERVER ? serverUser : clientUser;
    }

    /** A share PDU on the I/O channel. */
    Pdu onIo(SharePdu body) {
        return framed(number("channelId", ioChannel), body);
    }

    /** A PDU with a security header on the I/O channel. */
    Pdu onIo(SecurityFlags flags, Pdu body) {
        return framed(number("channelId", ioChannel), headed(flags, body));
    }

    Pdu onMessageChannel(SecurityFlags flags, Pdu body) {
        return framed(number("channelId", messageChannel), headed(flags, body));
    }

    private static Pdu headed(SecurityFlags flags, Pdu body) {
        return new Pdu() {
            @Override
            public void encode(WireWriter out) {
                SecurityHeader.basic(flags).encode(out);
                body.encode(out);
            }
        };
    }

    private Pdu framed(int channel, Pdu body) {
        int user = number("initiator", user());
        var header = sender == Role.SERVER ? SendData.indication(user, channel) : SendData.request(user, channel);
        return new Pdu() {
            @Override
            public void encode(WireWriter out) {
                header.encode(out, body::encode);
            }
        };
    }
}
