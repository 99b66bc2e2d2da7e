package dev.rdplab.faststart;

import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Netty's handlers without the mark on methods that do nothing but forward, by which a pipeline leaves them out. Called after
 * all, they forward, at the price of a call; to read the first mark Java makes two classes, a sixtieth of a probe.
 */
final class Forwarding {

    private static final String CLASS = ".class";
    private static final String MARK = "io/netty/channel/ChannelHandlerMask$Skip";

    private Forwarding() {}

    /** The entries of a jar, with the marks gone. */
    static SortedMap<String, byte[]> of(SortedMap<String, byte[]> entries) {
        if (!entries.containsKey(MARK + CLASS)) {
            return entries;
        }
        var result = new TreeMap<>(entries);
        result.replaceAll(
                (name, bytes) -> name.startsWith("io/netty/") && name.endsWith(CLASS) ? unmarked(bytes) : bytes);
        return result;
    }

    private static byte[] unmarked(byte[] bytes) {
        var reader = new ClassReader(bytes);
        var writer = new ClassWriter(reader, 0);
        var seen = new boolean[1];
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String type, String generic, String[] thrown) {
                        return new MethodVisitor(api, super.visitMethod(access, name, type, generic, thrown)) {
                            @Override
                            public AnnotationVisitor visitAnnotation(String mark, boolean visible) {
                                boolean skip = mark.equals('L' + MARK + ';');
                                seen[0] |= skip;
                                return skip ? null : super.visitAnnotation(mark, visible);
                            }
                        };
                    }
                },
                0);
        return seen[0] ? writer.toByteArray() : bytes;
    }
}
