package dev.rdplab.kerberos.file;

import dev.rdplab.kerberos.protocol.EncryptionKey;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.ServiceKeys;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The keytab file of MIT Kerberos, version 2: big-endian, entry after entry. */
public final class Keytab {

    private static final int VERSION = 0x0502;
    private static final int MAX_ENTRIES = 1000;

    private Keytab() {}

    /** @throws ProtocolViolationException when it is no keytab */
    public static ServiceKeys read(Path file) throws IOException {
        return decode(OwnerFile.read(file));
    }

    /** Writes a file that only its owner may read. */
    public static void write(Path file, ServiceKeys keys) throws IOException {
        OwnerFile.write(file, encode(keys));
    }

    public static ServiceKeys decode(Bytes content) {
        var in = WireReader.of(content, Stage.CONNECT, "keytab");
        in.expectU16be("version", VERSION);
        var entries = new ArrayList<ServiceKeys.Entry>();
        while (in.hasRemaining()) {
            if (entries.size() == MAX_ENTRIES) {
                throw in.violation("entry", Problem.LIMIT_EXCEEDED, "more than " + MAX_ENTRIES);
            }
            int size = (int) in.u32be("size");
            if (size < 0) {
                in.bytes("hole", in.bounded("hole", -(long) size, content.length()));
            } else {
                entries.add(entry(in.slice("entry", in.bounded("size", size, content.length()))));
            }
        }
        return new ServiceKeys(entries);
    }

    private static ServiceKeys.Entry entry(WireReader in) {
        int count = in.bounded("components", in.u16be("components"), 16);
        String realm = FileText.read16(in, "realm");
        var names = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            names.add(FileText.read16(in, "component"));
        }
        int nameType = (int) in.u32be("name_type");
        in.u32be("timestamp");
        long kvno = in.u8("vno8");
        var type = new EncryptionType(in.u16be("keyblock.type"));
        Bytes key = in.bytes("keyblock.data", in.u16be("keyblock.length"));
        if (in.remaining() >= 4) {
            long wide = in.u32be("vno");
            kvno = wide == 0 ? kvno : wide;
        }
        if (type.isSupported() && key.length() != type.keyLength()) {
            throw in.violation("keyblock.length", Problem.INCONSISTENT, key.length() + " bytes for " + type);
        }
        return new ServiceKeys.Entry(
                new Principal(new PrincipalName(nameType, names), realm), kvno, new EncryptionKey(type, key));
    }

    public static Bytes encode(ServiceKeys keys) {
        var out = new WireWriter().u16be("version", VERSION);
        for (var entry : keys.entries()) {
            Bytes body = body(entry);
            out.u32be("size", body.length()).bytes("entry", body);
        }
        return out.toBytes();
    }

    private static Bytes body(ServiceKeys.Entry entry) {
        var name = entry.principal().name();
        List<String> components = name.components();
        var out = new WireWriter().u16be("components", components.size());
        FileText.write16(out, "realm", entry.principal().realm());
        components.forEach(component -> FileText.write16(out, "component", component));
        Bytes key = entry.key().value();
        return out.u32be("name_type", name.type())
                .u32be("timestamp", 0)
                .u8("vno8", (int) entry.kvno() & 0xff)
                .u16be("keyblock.type", entry.key().type().number())
                .u16be("keyblock.length", key.length())
                .bytes("keyblock.data", key)
                .u32be("vno", entry.kvno())
                .toBytes();
    }
}
