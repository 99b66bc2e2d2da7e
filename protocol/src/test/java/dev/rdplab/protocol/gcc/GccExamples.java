package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduChecks.Captured;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;

/** Connect Initial and Connect Response PDUs of real programs and of [MS-RDPBCGR] section 4.1. */
abstract class GccExamples {

    /** [MS-RDPBCGR] 4.1.3. */
    static final Bytes INITIAL_OF_THE_SPECIFICATION = Bytes.fromHex("030001a0 02f080 7f65820194 040101 040101 0101ff"
            + "3019 020122 020102 020100 020101 020100 020101 0202ffff 020102"
            + "3019 020101 020101 020101 020101 020100 020101 02020420 020102"
            + "301c 0202ffff 0202fc17 0202ffff 020101 020100 020101 0202ffff 020102"
            + "04820133 000500147c0001 812a 0008 001000 01c000 44756361 811c"
            + "01c0d800 04000800 0005 0004 01ca 03aa 09040000 ce0e0000"
            + "45004c0054004f004e0053002d00440045005600320000000000000000000000"
            + "04000000 00000000 0c000000" + "00".repeat(64)
            + "01ca 0100 00000000 1800 0700 0100"
            + "360039003700310032002d003700380033002d0030003300350037003900370034002d0034003200370031003400"
            + "000000000000000000000000000000000000"
            + "00 00 00000000"
            + "04c00c00 0d000000 00000000"
            + "02c00c00 1b000000 00000000"
            + "03c02c00 03000000 7264706472000000 00008080 636c697072647200 0000a0c0 726470736e640000 000000c0");

    /** [MS-RDPBCGR] 4.1.4. */
    static final Bytes RESPONSE_OF_THE_SPECIFICATION = Bytes.fromHex("03000151 02f080 7f66820145 0a0100 020100"
            + "301a 020122 020103 020100 020101 020100 020101 020300fff8 020102"
            + "0482011f 000500147c0001 2a 14 760a 0101 00 01c000 4d63446e 8108"
            + "010c0c00 04000800 00000000"
            + "030c1000 eb03 0300 ec03 ed03 ee03 0000"
            + "020cec00 02000000 02000000 20000000 b8000000"
            + "101177203 0610a12e434a11ef2c39f317da45f01893496e0ff1108697f1ac3d2"
            + "01000000 01000000 01000000 0600 5c00 52534131 48000000 00020000 3f000000 01000100"
            + "cb81feba6d61c35505d55f2e87f87194d6f1a5cbf15f0c3df8700296c4fb9bc8"
            + "3c2d55aee8ff3275ea6879e5a201fd31a0b11f55a61fc1f6d18388632656 12bc 0000000000000000"
            + "0800 4800 e9e1d628468b4ef50adffdee2199acb4e18f5f815782ef9d9652632718 29dbb34afd9ada42adb5"
            + "6921890e1dc04c1aa8aa713e0f54b99ae499683f6cd67684 61 0000000000000000");

    static List<Captured> initials() {
        return PduChecks.captured("ConnectInitial");
    }

    static List<Captured> responses() {
        return PduChecks.captured("ConnectResponse");
    }
}
