package dev.rdplab.packetlinks;

import dev.rdplab.testkit.needs.Need;
import dev.rdplab.testkit.needs.Needs;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Tests that need network namespaces and TUN devices, and look at them with nft and tcpdump. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("netlab")
@Needs(
        value = {"nft", "tcpdump"},
        also = NeedsPacketLab.Here.class)
public @interface NeedsPacketLab {

    /** Namespaces, TUN devices and the rights for both. */
    final class Here implements Need {
        @Override
        public Optional<String> missing() {
            return PacketLab.missing();
        }
    }
}
