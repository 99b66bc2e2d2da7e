package dev.rdplab.faststart;

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

/** A private static method that is added to a class, and called where {@code invokedynamic} stood with the same types. */
final class AddedMethod {

    private static final Type STRING = Type.getType(String.class);
    private static final Type BUILDER = Type.getType(StringBuilder.class);
    private static final int MOST_STACK = 6;

    private final ClassNode owner;
    private final MethodNode node;
    private final GeneratorAdapter code;

    AddedMethod(ClassNode owner, InvokeDynamicInsnNode site) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        String name = site.name + '$' + owner.methods.size();
        this.owner = owner;
        this.node = new MethodNode(access, name, site.desc, null, null);
        this.code = new GeneratorAdapter(node, access, name, site.desc);
    }

    GeneratorAdapter code() {
        return code;
    }

    /** A place that is jumped to, with nothing on the stack and no variables. */
    void mark(Label label) {
        code.mark(label);
        node.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    void beginText() {
        code.newInstance(BUILDER);
        code.dup();
        code.invokeConstructor(BUILDER, Method.getMethod("void <init>()"));
    }

    /** Appends what is on the stack. */
    void appendText(Type type) {
        var shown =
                switch (type.getSort()) {
                    case Type.BYTE, Type.SHORT -> Type.INT_TYPE;
                    case Type.OBJECT, Type.ARRAY -> Type.getType(Object.class);
                    default -> type;
                };
        code.invokeStatic(STRING, new Method("valueOf", STRING, new Type[] {shown}));
        code.invokeVirtual(BUILDER, Method.getMethod("StringBuilder append(String)"));
    }

    void appendText(String text) {
        code.push(text);
        code.invokeVirtual(BUILDER, Method.getMethod("StringBuilder append(String)"));
    }

    void endText() {
        code.invokeVirtual(BUILDER, Method.getMethod("String toString()"));
    }

    /** Ends it with what is on the stack; the call. */
    AbstractInsnNode end() {
        code.returnValue();
        int locals = 0;
        for (Type argument : Type.getArgumentTypes(node.desc)) {
            locals += argument.getSize();
        }
        node.visitMaxs(MOST_STACK, locals);
        owner.methods.add(node);
        boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner.name, node.name, node.desc, isInterface);
    }
}
