package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * What a server may choose.
 *
 * @param mic how much it cares for the client's MIC
 * @param targetInfo false leaves TargetInfo out of the challenge, timestamp included
 * @param timestampSkew how far its clock is ahead; empty: the challenge has no timestamp, and so the client sends no MIC
 * @param channelBindings refuse a client bound to anything else than this, see {@link ChannelBindings}; empty: do not look
 */
public record NtlmPolicy(
        MicRule mic, boolean targetInfo, Optional<Duration> timestampSkew, Optional<Bytes> channelBindings) {

    /** As Windows does it. */
    public static final NtlmPolicy DEFAULT =
            new NtlmPolicy(MicRule.WHEN_ANNOUNCED, true, Optional.of(Duration.ZERO), Optional.empty());

    /** What is done about the MIC of an AUTHENTICATE_MESSAGE. */
    public enum MicRule {
        /** It must be there and fit. */
        REQUIRED,
        /** It must fit when MsvAvFlags announces it. */
        WHEN_ANNOUNCED,
        /** It is not looked at. */
        IGNORED
    }

    public NtlmPolicy withMic(MicRule rule) {
        return new NtlmPolicy(rule, targetInfo, timestampSkew, channelBindings);
    }

    public NtlmPolicy withoutTargetInfo() {
        return new NtlmPolicy(mic, false, timestampSkew, channelBindings);
    }

    public NtlmPolicy withTimestampSkew(Optional<Duration> skew) {
        return new NtlmPolicy(mic, targetInfo, skew, channelBindings);
    }

    public NtlmPolicy withChannelBindings(Bytes bindings) {
        return new NtlmPolicy(mic, targetInfo, timestampSkew, Optional.of(bindings));
    }
}
