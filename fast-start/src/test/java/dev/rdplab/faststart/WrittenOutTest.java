package dev.rdplab.faststart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

class WrittenOutTest {

    private static final String PACKAGE = "dev/rdplab/faststart/";

    private static final String[] KINDS = {"Lambdas", "Lambdas$Inner", "Lambdas$Own", "Parent", "Marker", "Privately"};

    @TempDir
    private Path folder;

    private final SortedMap<String, byte[]> before = new TreeMap<>();

    @Test
    void doesTheSameAsBefore() throws Exception {
        add(KINDS);
        var after = WrittenOut.of(before);
        assertThat(run(after)).hasSizeGreaterThan(40).hasToString(run(before).toString());
    }

    @Test
    void leavesOnlyWhatIsUnusual() throws IOException {
        add(KINDS);
        var after = WrittenOut.of(before);
        assertThat(factories(before)).contains("metafactory", "altMetafactory", "bootstrap");
        assertThat(factories(after)).containsExactly("altMetafactory");
        assertThat(after.keySet()).containsAll(before.keySet()).hasSizeGreaterThan(before.size() + 30);
    }

    @Test
    void recordsAreEqualAndReadAsBefore() throws Exception {
        add("Records", "Records$All", "Records$None", "Records$Pair");
        var after = WrittenOut.of(before);
        assertThat(factories(after)).isEmpty();
        assertThat((List<?>) load(after, "Records").get())
                .hasSizeGreaterThan(20)
                .hasToString(load(before, "Records").get().toString());
    }

    @Test
    void stringsArePutTogetherAsBefore() throws Exception {
        compile("Concatenations", "-XDstringConcat=indyWithConstants");
        var after = WrittenOut.of(before);
        assertThat(factories(before)).containsExactly("makeConcatWithConstants");
        assertThat(factories(after)).isEmpty();
        assertThat((List<?>) load(after, "Concatenations").get())
                .hasSize(10)
                .isEqualTo(load(before, "Concatenations").get());
    }

    @Test
    void takesClassesOfJava8() throws Exception {
        add("Old");
        before.replaceAll((name, bytes) -> asOfJava8(bytes));
        var after = WrittenOut.of(before);
        assertThat(factories(after)).isEmpty();
        assertThat(new ClassReader(after.get(PACKAGE + "Old.class")).readUnsignedShort(6))
                .isEqualTo(Opcodes.V11);
        assertThat(load(after, "Old").get()).isEqualTo(List.of("a lambda", "a method"));
    }

    @Test
    void leavesAClassWithoutLambdasAsItIs() throws IOException {
        add("Parent");
        assertThat(WrittenOut.of(before)).isEqualTo(before);
    }

    private void add(String... names) throws IOException {
        for (String name : names) {
            try (var in = Lambdas.class.getResourceAsStream(name + ".class")) {
                before.put(PACKAGE + name + ".class", in.readAllBytes());
            }
        }
    }

    /** Our own compiler's options are not those of the libraries. */
    private void compile(String name, String option) throws IOException {
        var source = Path.of("src/test/java", PACKAGE, name + ".java");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, option, "-d", folder.toString(), source.toString());
        assertThat(exit).isZero();
        try (var files = Files.list(folder.resolve(PACKAGE))) {
            for (Path file : files.toList()) {
                before.put(PACKAGE + file.getFileName(), Files.readAllBytes(file));
            }
        }
    }

    private static byte[] asOfJava8(byte[] bytes) {
        var node = new ClassNode();
        new ClassReader(bytes).accept(node, 0);
        node.version = Opcodes.V1_8;
        var writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static List<?> run(SortedMap<String, byte[]> classes) throws ReflectiveOperationException {
        return (List<?>) load(classes, "Lambdas").get();
    }

    private static Supplier<?> load(SortedMap<String, byte[]> classes, String name)
            throws ReflectiveOperationException {
        var constructor = new Loader(classes)
                .loadClass((PACKAGE + name).replace('/', '.'))
                .getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Supplier<?>) constructor.newInstance();
    }

    private static List<String> factories(SortedMap<String, byte[]> classes) {
        return classes.values().stream()
                .flatMap(WrittenOutTest::sites)
                .map(site -> site.bsm.getName())
                .distinct()
                .toList();
    }

    private static Stream<InvokeDynamicInsnNode> sites(byte[] bytes) {
        var node = new ClassNode();
        new ClassReader(bytes).accept(node, 0);
        return node.methods.stream()
                .flatMap(method -> Stream.of(method.instructions.toArray()))
                .filter(InvokeDynamicInsnNode.class::isInstance)
                .map(InvokeDynamicInsnNode.class::cast);
    }
}
