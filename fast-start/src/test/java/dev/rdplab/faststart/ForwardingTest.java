package dev.rdplab.faststart;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import org.junit.jupiter.api.Test;

class ForwardingTest {

    private static final String ADAPTER = ChannelInboundHandlerAdapter.class.getName();

    @Test
    void handlersForwardWhatTheyWereLeftOutOf() throws Exception {
        var before = classes();
        var after = Forwarding.of(before);
        assertThat(marks(before)).isGreaterThan(5);
        assertThat(marks(after)).isZero();
        assertThat(events(after)).hasSize(9).isEqualTo(events(before));
    }

    @Test
    void leavesOtherJarsAndClassesAlone() throws Exception {
        var before = classes();
        var changed = Forwarding.of(before);
        changed.values().removeAll(before.values());
        assertThat(changed.keySet()).allMatch(name -> name.contains("Handler")).hasSizeLessThan(10);
        before.remove("io/netty/channel/ChannelHandlerMask$Skip.class");
        assertThat(Forwarding.of(before)).isSameAs(before);
    }

    /** Those of a pipeline whose handlers come from these classes. */
    private static List<?> events(SortedMap<String, byte[]> classes) throws ReflectiveOperationException {
        var events = new Loader(classes).loadClass(Events.class.getName()).getDeclaredConstructor();
        events.setAccessible(true);
        return (List<?>) ((Supplier<?>) events.newInstance()).get();
    }

    private static long marks(SortedMap<String, byte[]> classes) throws ReflectiveOperationException {
        return Arrays.stream(new Loader(classes).loadClass(ADAPTER).getMethods())
                .map(Method::getAnnotations)
                .flatMap(Arrays::stream)
                .filter(mark -> mark.annotationType().getSimpleName().equals("Skip"))
                .count();
    }

    /** All of Netty's transport, and the handlers of the test. */
    private static SortedMap<String, byte[]> classes() throws Exception {
        var classes = new TreeMap<String, byte[]>();
        var netty = ChannelHandler.class.getProtectionDomain().getCodeSource().getLocation();
        try (var jar = OneJar.open(Path.of(netty.toURI()))) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    try (var in = jar.getInputStream(entry)) {
                        classes.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        for (String name : List.of("Events", "Events$Last", "Events$Silent")) {
            classes.put("dev/rdplab/faststart/" + name + ".class", bytes(name));
        }
        return classes;
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = Events.class.getResourceAsStream(name + ".class")) {
            return in.readAllBytes();
        }
    }
}
