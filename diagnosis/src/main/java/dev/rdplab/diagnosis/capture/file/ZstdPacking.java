package dev.rdplab.diagnosis.capture.file;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Unpacks zstd, RFC 8878. Damage to the packing, whatever the library makes of it, is a {@link ZipException}; windows up to 8 MiB. */
final class ZstdPacking extends FilterInputStream {

    private final Source source;

    private ZstdPacking(Source source) {
        super(new ZstdInputStream(source));
        this.source = source;
    }

    static ZstdPacking of(InputStream packed) {
        return new ZstdPacking(new Source(packed));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            return super.read(bytes, from, length);
        } catch (IOException | RuntimeException damaged) {
            if (source.failure != null) {
                throw source.failure; // the file itself cannot be read
            }
            throw new ZipException(damaged.getMessage());
        }
    }

    /** Remembers when it was the file that failed. */
    private static final class Source extends FilterInputStream {
        private IOException failure;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
