import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// `switch (statement) { case Match m -> … }`: a method that asks `instanceof` for one pattern after another, as the
/// class does that Java would write.
final class PatternSwitches {
    private PatternSwitches() {}

    /// {@return the code of such a call; labels of other kinds, a constant of an enum or a text, are left to Java}
    static Optional<Consumer<CodeBuilder>> code(InvokeDynamicInstruction call) {
        boolean ofClasses = call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream().allMatch(label -> label instanceof ClassDesc);
        return ofClasses
                ? Optional.of(code -> write(
                        call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList(), code))
                : Optional.empty();
    }

    /// `null` is -1, no pattern is their number; a guard that fails asks again from the pattern behind it
    /// (java.lang.runtime.SwitchBootstraps).
    private static void write(List<ClassDesc> patterns, CodeBuilder code) {
        int count = patterns.size();
        List<Label> labels =
                IntStream.range(0, count).mapToObj(_ -> code.newLabel()).toList();
        Label none = code.newLabel();
        Label there = code.newLabel();
        code.aload(0).ifnonnull(there).iconst_m1().ireturn().labelBinding(there);
        code.iload(1)
                .tableswitch(
                        none,
                        IntStream.range(0, count)
                                .mapToObj(i -> SwitchCase.of(i, labels.get(i)))
                                .toList());
        for (int i = 0; i < count; i++) {
            Label next = i + 1 < count ? labels.get(i + 1) : none;
            code.labelBinding(labels.get(i)).aload(0).instanceOf(patterns.get(i));
            code.ifeq(next).loadConstant(i).ireturn();
        }
        code.labelBinding(none).loadConstant(count).ireturn();
    }
}
