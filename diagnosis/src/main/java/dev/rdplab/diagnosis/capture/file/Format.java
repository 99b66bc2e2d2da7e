package dev.rdplab.diagnosis.capture.file;

import java.nio.charset.StandardCharsets;

/** What a file is, by its first bytes; of what is not read, the way to make it readable. */
enum Format {
    PCAP(true, ""),
    PCAPNG(true, ""),
    EMPTY(true, ""),
    GZIP(true, ""),
    ZSTD(true, ""),
    XZ(false, "packed with xz; unpack it first: xz -d FILE"),
    BZIP2(false, "packed with bzip2; unpack it first: bzip2 -d FILE"),
    LZ4(false, "packed with LZ4; unpack it first: lz4 -d FILE"),
    ZIP(false, "a ZIP archive; unpack it first: unzip FILE"),
    ETL(
            false,
            "an ETL trace of Windows (netsh trace, pktmon); convert it first: etl2pcapng FILE.etl FILE.pcapng, or on"
                    + " Windows pktmon etl2pcap FILE.etl"),
    NETMON(false, "a capture of Microsoft Network Monitor; convert it first: editcap -F pcapng FILE.cap FILE.pcapng"),
    SNOOP(false, "a snoop capture; convert it first: editcap -F pcapng FILE FILE.pcapng"),
    EVTX(false, "a Windows event log; it is read with --log FILE"),
    TEXT(false, "text and no capture; a log is read with --log FILE, a hex dump with: rdplab decode -"),
    OTHER(false, "");

    /** Bytes that are looked at. */
    static final int HEAD = 80;

    private static final int ETL_HEADER = 72; // behind the header of the buffer stands that of the trace

    private final boolean read;
    private final String text;

    Format(boolean read, String text) {
        this.read = read;
        this.text = text;
    }

    boolean read() {
        return read;
    }

    /** One line for people. */
    String text() {
        return this == OTHER ? "neither pcap nor pcapng, nor a known format of captures" : text;
    }

    static Format of(byte[] head) {
        if (head.length < 4) {
            return EMPTY; // the reader says so
        }
        int magic = BlockInput.int32(head, 0, true);
        return switch (magic) {
            case 0x0a0d0d0a -> PCAPNG;
            case 0x28b52ffd -> ZSTD;
            case 0x04224d18 -> LZ4;
            case 0x504b0304 -> ZIP;
            case 0x474d4255, 0x52545353 -> NETMON; // GMBU, RTSS
            default -> CaptureReader.isPcap(magic) ? PCAP : byText(head);
        };
    }

    private static Format byText(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u001f\u008b")) {
            return GZIP;
        }
        if (text.startsWith("BZh")) {
            return BZIP2;
        }
        if (text.startsWith("\u00fd7zXZ")) {
            return XZ;
        }
        if (text.startsWith("snoop")) {
            return SNOOP;
        }
        boolean etl = head.length >= ETL_HEADER + 4
                && BlockInput.int16(head, ETL_HEADER, false) == 2
                && (head[ETL_HEADER + 2] == 1 || head[ETL_HEADER + 2] == 2)
                && (head[ETL_HEADER + 3] & 0xff) == 0xc0;
        if (etl) {
            return ETL;
        }
        return text.startsWith("ElfFile\0") ? EVTX : isText(head) ? TEXT : OTHER;
    }

    /** UTF-8, or UTF-16 with a byte order mark: no control character but those of lines and colours. */
    private static boolean isText(byte[] head) {
        boolean marked =
                head[0] == (byte) 0xff && head[1] == (byte) 0xfe || head[0] == (byte) 0xfe && head[1] == (byte) 0xff;
        for (byte each : head) {
            if (each >= 0 && each < ' ' && "\t\r\n\u001b".indexOf(each) < 0) {
                return marked;
            }
        }
        return true;
    }
}
