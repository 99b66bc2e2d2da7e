package dev.rdplab.diagnosis.capture.file;

import dev.rdplab.diagnosis.capture.Notes;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** A packed stream that is cut or damaged ends there, with a note. */
final class DamageEnds extends FilterInputStream {

    private final Notes notes;
    private boolean ended;

    DamageEnds(InputStream in, Notes notes) {
        super(in);
        this.notes = notes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (ended) {
            return -1;
        }
        try {
            return super.read(bytes, from, length);
        } catch (ZipException | EOFException damaged) {
            ended = true;
            var why = damaged.getMessage() == null ? "it ends too early" : damaged.getMessage();
            notes.add("the packing of the file is damaged or cut: what is behind is not read (" + why + ")");
            return -1;
        }
    }
}
