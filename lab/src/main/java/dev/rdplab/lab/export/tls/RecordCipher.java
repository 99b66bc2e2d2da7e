package dev.rdplab.lab.export.tls;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;

/** Opens the records that one side encrypted under one set of keys, and seals them with other content. */
public interface RecordCipher {

    /** A record in clear. @param type the content type, which TLS 1.3 encrypts too */
    record Opened(int type, Bytes content) {}

    /**
     * @param sequence number of the record under these keys, from 0
     * @param record header and fragment
     * @return empty when the record does not verify under this number
     */
    Optional<Opened> open(long sequence, Bytes record);

    /**
     * The same record with other content of the same length, under the same keys and number.
     *
     * @param record one that {@link #open} opens
     * @return empty when it does not open
     */
    Optional<Bytes> sealed(long sequence, Bytes record, Bytes content);

    /** The cipher after a KeyUpdate; empty where there is no such thing. */
    default Optional<RecordCipher> updated() {
        return Optional.empty();
    }
}
