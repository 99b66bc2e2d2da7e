package dev.rdplab.faststart;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What a record's own {@code equals}, {@code hashCode} and {@code toString} ask {@code ObjectMethods.bootstrap} for, as a
 * method with the same result: {@code ObjectMethods} puts it together of method handles, whose classes no archive holds.
 *
 * @param record the record
 * @param asked the method's name and types: the record, and for {@code equals} an object
 * @param components its components: their fields
 */
record RecordMethod(ClassNode record, Method asked, List<Handle> components) {

    private static final Type STRINGS = Type.getType(StringBuilder.class);
    private static final Type OBJECTS = Type.getType(Objects.class);
    private static final int MOST_STACK = 6;

    /** Nothing when the place asks for something else. */
    static Optional<RecordMethod> of(ClassNode owner, InvokeDynamicInsnNode site) {
        if (!site.bsm.getOwner().equals("java/lang/runtime/ObjectMethods")) {
            return Optional.empty();
        }
        var components =
                Arrays.stream(site.bsmArgs).skip(2).map(Handle.class::cast).toList();
        return Optional.of(new RecordMethod(owner, new Method(site.name, site.desc), components));
    }

    /** Adds the method to the record; what stands in the place of the {@code invokedynamic}. */
    AbstractInsnNode added() {
        var own = new Method(asked.getName() + "$record", asked.getDescriptor());
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        var node = new MethodNode(access, own.getName(), own.getDescriptor(), null, null);
        var code = new GeneratorAdapter(node, access, own.getName(), own.getDescriptor());
        switch (asked.getName()) {
            case "equals" -> equality(code, node);
            case "hashCode" -> hash(code);
            default -> text(code);
        }
        code.returnValue();
        node.visitMaxs(MOST_STACK, asked.getArgumentTypes().length);
        record.methods.add(node);
        return new MethodInsnNode(Opcodes.INVOKESTATIC, record.name, own.getName(), own.getDescriptor(), false);
    }

    private void equality(GeneratorAdapter code, MethodNode node) {
        var different = new Label();
        code.loadArg(1);
        code.instanceOf(type());
        code.ifZCmp(GeneratorAdapter.EQ, different);
        for (Handle component : components) {
            load(code, component, 0);
            load(code, component, 1);
            compare(code, Type.getType(component.getDesc()), different);
        }
        code.push(true);
        code.returnValue();
        code.mark(different);
        node.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.push(false);
    }

    /** Numbers with a point as {@code compare} of their class says, references as {@code Objects.equals}. */
    private static void compare(GeneratorAdapter code, Type type, Label different) {
        switch (type.getSort()) {
            case Type.FLOAT, Type.DOUBLE -> {
                code.invokeStatic(boxed(type), new Method("compare", Type.INT_TYPE, new Type[] {type, type}));
                code.ifZCmp(GeneratorAdapter.NE, different);
            }
            case Type.OBJECT, Type.ARRAY -> {
                code.invokeStatic(OBJECTS, Method.getMethod("boolean equals(Object, Object)"));
                code.ifZCmp(GeneratorAdapter.EQ, different);
            }
            default -> code.ifCmp(type, GeneratorAdapter.NE, different);
        }
    }

    /** 31 times what came before, and the next. */
    private void hash(GeneratorAdapter code) {
        code.push(0);
        for (Handle component : components) {
            code.push(31);
            code.math(GeneratorAdapter.MUL, Type.INT_TYPE);
            load(code, component, 0);
            var type = Type.getType(component.getDesc());
            if (type.getSort() >= Type.ARRAY) {
                code.invokeStatic(OBJECTS, Method.getMethod("int hashCode(Object)"));
            } else {
                code.invokeStatic(boxed(type), new Method("hashCode", Type.INT_TYPE, new Type[] {type}));
            }
            code.math(GeneratorAdapter.ADD, Type.INT_TYPE);
        }
    }

    private void text(GeneratorAdapter code) {
        code.newInstance(STRINGS);
        code.dup();
        code.invokeConstructor(STRINGS, Method.getMethod("void <init>()"));
        append(code, simpleName() + "[");
        for (int i = 0; i < components.size(); i++) {
            append(code, (i == 0 ? "" : ", ") + components.get(i).getName() + "=");
            load(code, components.get(i), 0);
            var type = Type.getType(components.get(i).getDesc());
            var text = new Method("valueOf", Type.getType(String.class), new Type[] {shown(type)});
            code.invokeStatic(Type.getType(String.class), text);
            append(code);
        }
        append(code, "]");
        code.invokeVirtual(STRINGS, Method.getMethod("String toString()"));
    }

    /** What {@code String.valueOf} takes for it. */
    private static Type shown(Type type) {
        return switch (type.getSort()) {
            case Type.BYTE, Type.SHORT -> Type.INT_TYPE;
            case Type.OBJECT, Type.ARRAY -> Type.getType(Object.class);
            default -> type;
        };
    }

    private static void append(GeneratorAdapter code, String text) {
        code.push(text);
        append(code);
    }

    private static void append(GeneratorAdapter code) {
        code.invokeVirtual(STRINGS, Method.getMethod("StringBuilder append(String)"));
    }

    private void load(GeneratorAdapter code, Handle component, int argument) {
        code.loadArg(argument);
        if (argument > 0) {
            code.checkCast(type());
        }
        code.getField(type(), component.getName(), Type.getType(component.getDesc()));
    }

    private String simpleName() {
        return record.innerClasses.stream()
                .filter(inner -> inner.name.equals(record.name))
                .map(inner -> inner.innerName)
                .findFirst()
                .orElse(record.name.substring(record.name.lastIndexOf('/') + 1));
    }

    private Type type() {
        return Type.getObjectType(record.name);
    }

    private static Type boxed(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> Type.getType(Boolean.class);
            case Type.BYTE -> Type.getType(Byte.class);
            case Type.CHAR -> Type.getType(Character.class);
            case Type.SHORT -> Type.getType(Short.class);
            case Type.INT -> Type.getType(Integer.class);
            case Type.LONG -> Type.getType(Long.class);
            case Type.FLOAT -> Type.getType(Float.class);
            default -> Type.getType(Double.class);
        };
    }
}
