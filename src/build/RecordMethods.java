import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// `hashCode` and `equals` of records, component by component (java.lang.runtime.ObjectMethods).
final class RecordMethods {
    private static final ClassDesc OBJECTS = ClassDesc.of(Objects.class.getName());
    private static final int FIRST_GETTER = 2;

    private record Component(String name, ClassDesc type) {}

    private RecordMethods() {}

    /// {@return the code of such a call; `toString` is left to Java}
    static Optional<Consumer<CodeBuilder>> code(InvokeDynamicInstruction call) {
        if (!call.bootstrapMethod().owner().displayName().equals("ObjectMethods")) {
            return Optional.empty();
        }
        var owner = (ClassDesc) call.bootstrapArgs().getFirst();
        List<Component> components = call.bootstrapArgs().stream()
                .skip(FIRST_GETTER)
                .map(DirectMethodHandleDesc.class::cast)
                .map(getter -> new Component(
                        getter.methodName(), getter.invocationType().returnType()))
                .toList();
        return switch (call.name().stringValue()) {
            case "hashCode" -> Optional.of(code -> hash(owner, components, code));
            case "equals" -> Optional.of(code -> compare(owner, components, code));
            default -> Optional.empty();
        };
    }

    private static void hash(ClassDesc owner, List<Component> components, CodeBuilder code) {
        code.iconst_0();
        for (var component : components) {
            code.bipush(31).imul().aload(0).getfield(owner, component.name, component.type);
            if (component.type.isPrimitive()) {
                code.invokestatic(box(component.type), "hashCode", MethodTypeDesc.of(CD_int, component.type), false);
            } else {
                code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object), false);
            }
            code.iadd();
        }
        code.ireturn();
    }

    private static void compare(ClassDesc owner, List<Component> components, CodeBuilder code) {
        Label different = code.newLabel();
        Label same = code.newLabel();
        code.aload(0).aload(1).if_acmpeq(same);
        code.aload(1).instanceOf(owner).ifeq(different);
        for (var component : components) {
            code.aload(0).getfield(owner, component.name, component.type);
            code.aload(1).checkcast(owner).getfield(owner, component.name, component.type);
            compare(component.type, code, different);
        }
        code.labelBinding(same).iconst_1().ireturn();
        code.labelBinding(different).iconst_0().ireturn();
    }

    private static void compare(ClassDesc type, CodeBuilder code, Label different) {
        if (!type.isPrimitive()) {
            code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object), false);
            code.ifeq(different);
        } else if (type.equals(CD_long) || type.equals(CD_float) || type.equals(CD_double)) {
            code.invokestatic(box(type), "compare", MethodTypeDesc.of(CD_int, type, type), false);
            code.ifne(different);
        } else {
            code.branch(Opcode.IF_ICMPNE, different);
        }
    }

    private static ClassDesc box(ClassDesc primitive) {
        return switch (primitive.displayName()) {
            case "long" -> CD_Long;
            case "float" -> CD_Float;
            case "double" -> CD_Double;
            case "int" -> ClassDesc.of("java.lang.Integer");
            case "boolean" -> ClassDesc.of("java.lang.Boolean");
            case "char" -> ClassDesc.of("java.lang.Character");
            case "short" -> ClassDesc.of("java.lang.Short");
            case "byte" -> ClassDesc.of("java.lang.Byte");
            default -> throw new IllegalArgumentException(primitive.displayName());
        };
    }
}
