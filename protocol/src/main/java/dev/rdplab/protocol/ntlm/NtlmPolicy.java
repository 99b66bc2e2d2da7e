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
 * @param lmCompatibility LmCompatibilityLevel of the server: from 5 on it takes no response of version 1
 * @param blocked whether NTLM is refused for every account: STATUS_NTLM_BLOCKED in answer to the AUTHENTICATE message
 */
public record NtlmPolicy(
        MicRule mic,
        boolean targetInfo,
        Optional<Duration> timestampSkew,
        Optional<Bytes> channelBindings,
        int lmCompatibility,
        boolean blocked) {

    /** The highest level: NTLM version 2 alone. */
    public static final int VERSION_2_ALONE = 5;

    /** As Windows does it. */
    public static final NtlmPolicy DEFAULT = new NtlmPolicy(
            MicRule.WHEN_ANNOUNCED, true, Optional.of(Duration.ZERO), Optional.empty(), VERSION_2_ALONE, false);

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
        return new NtlmPolicy(rule, targetInfo, timestampSkew, channelBindings, lmCompatibility, blocked);
    }

    public NtlmPolicy withoutTargetInfo() {
        return new NtlmPolicy(mic, false, timestampSkew, channelBindings, lmCompatibility, blocked);
    }

    public NtlmPolicy withTimestampSkew(Optional<Duration> skew) {
        return new NtlmPolicy(mic, targetInfo, skew, channelBindings, lmCompatibility, blocked);
    }

    public NtlmPolicy withChannelBindings(Bytes bindings) {
        return new NtlmPolicy(mic, targetInfo, timestampSkew, Optional.of(bindings), lmCompatibility, blocked);
    }

    /** @param level 0 to 5 */
    public NtlmPolicy withLmCompatibility(int level) {
        return new NtlmPolicy(mic, targetInfo, timestampSkew, channelBindings, level, blocked);
    }

    public NtlmPolicy withBlocked(boolean refused) {
        return new NtlmPolicy(mic, targetInfo, timestampSkew, channelBindings, lmCompatibility, refused);
    }
}
