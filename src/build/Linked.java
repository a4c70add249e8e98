import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Links when the image is made what would else be linked in each run.
///
/// Java compiles a pattern switch, and the `equals` of a record, to a call that is linked when it is first come to, by
/// writing a class. No cache keeps these classes, a trace comes to more than a hundred of them, and that took as long
/// as all the rest of it. Each becomes a call of a method beside it.
record Linked(ClassFile format) {

    /// {@return the class with these calls linked}
    byte[] of(byte[] bytes) {
        var parsed = format.parse(bytes);
        var linking =
                new Linking(parsed.thisClass().asSymbol(), parsed.flags().has(AccessFlag.INTERFACE), new ArrayList<>());
        byte[] linked = format.transformClass(parsed, linking);
        return linking.made.isEmpty() ? bytes : linked;
    }

    private record Made(String name, MethodTypeDesc type, Consumer<CodeBuilder> code) {}

    /// What is done to one class.
    private record Linking(ClassDesc owner, boolean isInterface, List<Made> made) implements ClassTransform {
        @Override
        public void accept(ClassBuilder builder, ClassElement element) {
            if (element instanceof MethodModel method) {
                builder.transformMethod(method, MethodTransform.transformingCode(this::link));
            } else {
                builder.with(element);
            }
        }

        private void link(CodeBuilder builder, CodeElement element) {
            if (element instanceof InvokeDynamicInstruction call) {
                Optional<Consumer<CodeBuilder>> code =
                        PatternSwitches.code(call).or(() -> RecordMethods.code(call));
                code.ifPresentOrElse(written -> call(builder, call, written), () -> builder.with(call));
            } else {
                builder.with(element);
            }
        }

        private void call(CodeBuilder builder, InvokeDynamicInstruction call, Consumer<CodeBuilder> code) {
            var method = new Made("linked$" + made.size(), call.typeSymbol(), code);
            made.add(method);
            builder.invokestatic(owner, method.name, method.type, isInterface);
        }

        @Override
        public void atEnd(ClassBuilder builder) {
            for (var method : made) {
                builder.withMethodBody(
                        method.name,
                        method.type,
                        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                        method.code);
            }
        }
    }
}
