package dev.rdplab.faststart;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * What a record's own {@code equals}, {@code hashCode} and {@code toString} ask {@code ObjectMethods.bootstrap} for, as a
 * method with the same result: {@code ObjectMethods} puts it together of method handles, whose classes no archive holds.
 *
 * @param record the record
 * @param site where it is asked for, with the method's name and types: the record, and for {@code equals} an object
 * @param components its components: their fields
 */
record RecordMethod(ClassNode record, InvokeDynamicInsnNode site, List<Handle> components) {

    private static final Type OBJECTS = Type.getType(Objects.class);

    /** Nothing when the place asks for something else. */
    static Optional<RecordMethod> of(ClassNode owner, InvokeDynamicInsnNode site) {
        if (!site.bsm.getOwner().equals("java/lang/runtime/ObjectMethods")) {
            return Optional.empty();
        }
        var components =
                Arrays.stream(site.bsmArgs).skip(2).map(Handle.class::cast).toList();
        return Optional.of(new RecordMethod(owner, site, components));
    }

    /** Adds the method to the record; what stands in the place of the {@code invokedynamic}. */
    AbstractInsnNode added() {
        var method = new AddedMethod(record, site);
        switch (site.name) {
            case "equals" -> equality(method);
            case "hashCode" -> hash(method.code());
            default -> text(method);
        }
        return method.end();
    }

    private void equality(AddedMethod method) {
        var code = method.code();
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
        method.mark(different);
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

    private void text(AddedMethod method) {
        method.beginText();
        String before = simpleName() + "[";
        for (Handle component : components) {
            method.appendText(before + component.getName() + "=");
            load(method.code(), component, 0);
            method.appendText(Type.getType(component.getDesc()));
            before = ", ";
        }
        method.appendText(components.isEmpty() ? before + "]" : "]");
        method.endText();
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
