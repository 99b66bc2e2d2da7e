package dev.rdplab.packetlinks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that need network namespaces and TUN devices: skipped with the reason, or failed where RDPLAB_REQUIRE_REAL is 1. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("netlab")
@ExtendWith(NeedsPacketLab.Condition.class)
public @interface NeedsPacketLab {

    /** Decides. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            var missing = PacketLab.missing()
                    .or(() -> PacketLab.missingProgram("nft", "nftables"))
                    .or(() -> PacketLab.missingProgram("tcpdump", "tcpdump"));
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("packet links work here");
            }
            if ("1".equals(System.getenv("RDPLAB_REQUIRE_REAL"))) {
                throw new IllegalStateException("RDPLAB_REQUIRE_REAL=1, but " + missing.get());
            }
            return ConditionEvaluationResult.disabled(missing.get());
        }
    }
}
