package dev.rdplab.faststart;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What a class has {@code invokedynamic} make when it is first come to, written out as one did before Java 8: lambdas and method
 * references as classes, {@code equals}, {@code hashCode} and {@code toString} of records and strings that are put together as
 * methods. An archive of classes holds the class that {@code LambdaMetafactory} would spin, yet each place of the code that makes
 * a lambda costs a tenth of a millisecond to link, and a short command comes to hundreds.
 *
 * <p>The class of a lambda is a member of its owner's nest, so that the private method with its body can be called as before.
 * Lambdas that are unusual ({@link Lambda#of}) stay as they are.
 */
final class WrittenOut {

    private static final String CLASS = ".class";
    private static final byte[] BOOTSTRAP = "java/lang/invoke/MethodHandles$Lookup".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, byte[]> entries;
    private final Map<String, ClassNode> changed = new HashMap<>();
    private final Map<String, byte[]> made = new HashMap<>();

    private WrittenOut(Map<String, byte[]> entries) {
        this.entries = entries;
    }

    /** The entries of a jar, with those classes changed that it concerns, and with the lambdas' own. */
    static SortedMap<String, byte[]> of(SortedMap<String, byte[]> entries) {
        var written = new WrittenOut(entries);
        entries.forEach((name, bytes) -> {
            if (name.endsWith(CLASS) && contains(bytes, BOOTSTRAP)) {
                written.rewrite(name.substring(0, name.length() - CLASS.length()));
            }
        });
        var result = new TreeMap<>(entries);
        written.changed.forEach((name, node) -> result.put(name + CLASS, bytes(node)));
        written.made.forEach((name, bytes) -> result.put(name + CLASS, bytes));
        return result;
    }

    private void rewrite(String name) {
        var owner = node(name);
        String host = owner.nestHostClass == null ? name : owner.nestHostClass;
        var lambdas = new ArrayList<String>();
        for (MethodNode method : List.copyOf(owner.methods)) {
            for (AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction instanceof InvokeDynamicInsnNode site) {
                    String lambda = name + "$$Lambda$" + lambdas.size();
                    Lambda.of(owner, site).ifPresent(known -> {
                        method.instructions.set(site, known.making(lambda));
                        made.put(lambda, known.bytes(lambda, host));
                        lambdas.add(lambda);
                    });
                    RecordMethod.of(owner, site).ifPresent(known -> method.instructions.set(site, known.added()));
                    Concatenation.of(owner, site).ifPresent(known -> method.instructions.set(site, known.added()));
                    changed.put(name, owner);
                }
            }
        }
        if (!lambdas.isEmpty()) {
            admit(node(host), lambdas);
        }
    }

    /** Puts members into a nest, which there is since Java 11; in an older class each is alone in its nest. */
    private void admit(ClassNode host, List<String> members) {
        if ((host.version & 0xFFFF) < Opcodes.V11) {
            host.version = Opcodes.V11;
        }
        if (host.nestMembers == null) {
            host.nestMembers = new ArrayList<>();
        }
        host.nestMembers.addAll(members);
        changed.put(host.name, host);
    }

    private ClassNode node(String name) {
        var known = changed.get(name);
        if (known != null) {
            return known;
        }
        var node = new ClassNode();
        new ClassReader(entries.get(name + CLASS)).accept(node, 0);
        return node;
    }

    private static byte[] bytes(ClassNode node) {
        var writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            int same = 0;
            while (same < part.length && bytes[i + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}
