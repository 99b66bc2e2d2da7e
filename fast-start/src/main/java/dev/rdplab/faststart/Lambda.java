package dev.rdplab.faststart;

import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A lambda or method reference: the place that makes it has the interface and the types of what is captured in its
 * descriptor, and three arguments for {@code LambdaMetafactory.metafactory}.
 *
 * @param face the interface
 * @param captured the types of what is captured, in front of the parameters of {@code body}
 * @param method the interface's one method, as erased
 * @param instantiated the same method's types, as the lambda sees them
 * @param body what is called
 */
record Lambda(Type face, Type[] captured, Method method, Method instantiated, Handle body) {

    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final Type OBJECT = Type.getType(Object.class);
    private static final String MAKE = "make";
    private static final String ONLY = "ONLY";

    /** Nothing when the place makes no lambda, or one that is serializable or has more interfaces or bridges. */
    static Optional<Lambda> of(ClassNode owner, InvokeDynamicInsnNode site) {
        boolean plain =
                site.bsm.getOwner().equals(FACTORY) && site.bsm.getName().equals("metafactory");
        if (!plain || !callable(owner, (Handle) site.bsmArgs[1])) {
            return Optional.empty();
        }
        return Optional.of(new Lambda(
                Type.getReturnType(site.desc),
                Type.getArgumentTypes(site.desc),
                new Method(site.name, ((Type) site.bsmArgs[0]).getDescriptor()),
                new Method(site.name, ((Type) site.bsmArgs[2]).getDescriptor()),
                (Handle) site.bsmArgs[1]));
    }

    /** A method of a superclass ({@code super::m}) cannot be called from elsewhere, nor an array's. */
    private static boolean callable(ClassNode owner, Handle body) {
        return !body.getOwner().startsWith("[")
                && (body.getTag() != Opcodes.H_INVOKESPECIAL || declaresPrivate(owner, body));
    }

    private static boolean declaresPrivate(ClassNode owner, Handle body) {
        return owner.name.equals(body.getOwner())
                && owner.methods.stream()
                        .anyMatch(method -> method.name.equals(body.getName())
                                && method.desc.equals(body.getDesc())
                                && (method.access & Opcodes.ACC_PRIVATE) != 0);
    }

    /** What stands in the place of the {@code invokedynamic}: the one instance when nothing is captured, else a call. */
    AbstractInsnNode making(String name) {
        return captured.length == 0
                ? new FieldInsnNode(Opcodes.GETSTATIC, name, ONLY, face.getDescriptor())
                : new MethodInsnNode(Opcodes.INVOKESTATIC, name, MAKE, maker().getDescriptor(), false);
    }

    /** The class file. */
    byte[] bytes(String name, String host) {
        var own = Type.getObjectType(name);
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        writer.visit(Opcodes.V11, access, name, null, OBJECT.getInternalName(), new String[] {face.getInternalName()});
        writer.visitNestHost(host);
        constructor(writer, own);
        if (captured.length == 0) {
            only(writer, own);
        } else {
            make(writer, own);
        }
        call(writer, own);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void constructor(ClassWriter writer, Type own) {
        var code = new GeneratorAdapter(0, initializer(), null, null, writer);
        code.loadThis();
        code.invokeConstructor(OBJECT, new Method("<init>", "()V"));
        for (int i = 0; i < captured.length; i++) {
            writer.visitField(
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "c" + i, captured[i].getDescriptor(), null, null);
            code.loadThis();
            code.loadArg(i);
            code.putField(own, "c" + i, captured[i]);
        }
        code.returnValue();
        code.endMethod();
    }

    private void only(ClassWriter writer, Type own) {
        writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONLY, face.getDescriptor(), null, null);
        var code = new GeneratorAdapter(Opcodes.ACC_STATIC, new Method("<clinit>", "()V"), null, null, writer);
        code.newInstance(own);
        code.dup();
        code.invokeConstructor(own, initializer());
        code.putStatic(own, ONLY, face);
        code.returnValue();
        code.endMethod();
    }

    private void make(ClassWriter writer, Type own) {
        var code = new GeneratorAdapter(Opcodes.ACC_STATIC, maker(), null, null, writer);
        code.newInstance(own);
        code.dup();
        code.loadArgs();
        code.invokeConstructor(own, initializer());
        code.returnValue();
        code.endMethod();
    }

    /** The interface's method: what is captured, then the arguments, each as the body wants it. */
    private void call(ClassWriter writer, Type own) {
        var code = new GeneratorAdapter(Opcodes.ACC_PUBLIC, method, null, null, writer);
        boolean constructs = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        var owner = Type.getObjectType(body.getOwner());
        if (constructs) {
            code.newInstance(owner);
            code.dup();
        }
        var wanted = wanted(owner);
        for (int i = 0; i < captured.length; i++) {
            code.loadThis();
            code.getField(own, "c" + i, captured[i]);
            convert(code, captured[i], wanted[i]);
        }
        for (int i = 0; i < method.getArgumentTypes().length; i++) {
            code.loadArg(i);
            convert(code, method.getArgumentTypes()[i], instantiated.getArgumentTypes()[i]);
            convert(code, instantiated.getArgumentTypes()[i], wanted[captured.length + i]);
        }
        code.visitMethodInsn(opcode(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
        var result = constructs ? owner : Type.getReturnType(body.getDesc());
        if (method.getReturnType() == Type.VOID_TYPE) {
            drop(code, result);
        } else {
            convert(code, result, instantiated.getReturnType());
            convert(code, instantiated.getReturnType(), method.getReturnType());
        }
        code.returnValue();
        code.endMethod();
    }

    private int opcode() {
        return switch (body.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    }

    /** What the body takes, its receiver first if it has one. */
    private Type[] wanted(Type owner) {
        var parameters = Type.getArgumentTypes(body.getDesc());
        boolean receives = body.getTag() != Opcodes.H_INVOKESTATIC && body.getTag() != Opcodes.H_NEWINVOKESPECIAL;
        if (!receives) {
            return parameters;
        }
        var all = new Type[parameters.length + 1];
        all[0] = owner;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        return all;
    }

    /** As {@code LambdaMetafactory} says: widening, boxing, unboxing and then widening, or a cast. */
    private static void convert(GeneratorAdapter code, Type from, Type to) {
        if (from.equals(to)) {
            return;
        }
        boolean number = from.getSort() < Type.ARRAY;
        if (to.getSort() >= Type.ARRAY) {
            if (number) {
                code.valueOf(from);
            } else if (!to.equals(OBJECT)) {
                code.checkCast(to);
            }
        } else if (number) {
            code.cast(from, to);
        } else if (from.equals(Type.getType(Character.class))) {
            code.unbox(Type.CHAR_TYPE);
            code.cast(Type.CHAR_TYPE, to);
        } else {
            code.unbox(to);
        }
    }

    private static void drop(GeneratorAdapter code, Type result) {
        switch (result.getSize()) {
            case 1 -> code.pop();
            case 2 -> code.pop2();
            default -> {}
        }
    }

    private Method maker() {
        return new Method(MAKE, face, captured);
    }

    private Method initializer() {
        return new Method("<init>", Type.VOID_TYPE, captured);
    }
}
