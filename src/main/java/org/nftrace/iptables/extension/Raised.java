package org.nftrace.iptables.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Statement;
import org.nftrace.text.Span;

/// An extension of iptables that says the same as some statements: `tcp dport 22` as `-m tcp --dport 22`.
///
/// What an option means stands in its row. The way back is found by guessing an option and reading it: what means the
/// same says the same, so that nothing is written down twice, and nothing is said that would be read as something else.
///
/// @param count how many of the statements it says
public record Raised(Extension extension, List<XtOption> options, int count) {
    private static final int MOST_MATCHES = 2;
    private static final int MOST_ACTIONS = 3;

    public Raised {
        options = List.copyOf(options);
    }

    /// {@return a match that says the first of these conditions, or the first two, or empty when there is none}
    public static Optional<Raised> match(List<? extends Statement> said, Context context) {
        return longest(said, context, Extensions.matches(context), MOST_MATCHES);
    }

    /// {@return a target that does what the first of these do}
    public static Optional<Raised> target(List<? extends Statement> done, Context context) {
        return longest(done, context, Extensions.targets(context.family()), MOST_ACTIONS);
    }

    /// {@return one match in place of two, when it says what both do: `-m tcp --sport 1 --dport 2`}
    public Optional<Raised> with(Raised other, Context context) {
        boolean apart = options.stream()
                .noneMatch(mine -> other.options.stream().anyMatch(o -> o.name().equals(mine.name())));
        if (extension != other.extension || !apart) {
            return Optional.empty();
        }
        var both = new ArrayList<>(options);
        both.addAll(other.options);
        var apartMeaning = new ArrayList<Statement>();
        meaning(extension, options(options, context), context).ifPresent(apartMeaning::addAll);
        meaning(extension, options(other.options, context), context).ifPresent(apartMeaning::addAll);
        return attempt(extension, both, apartMeaning, context, count + other.count);
    }

    private static Optional<Raised> longest(
            List<? extends Statement> said, Context context, List<? extends Extension> known, int most) {
        for (int count = Math.min(most, said.size()); count > 0; count--) {
            for (List<Statement> way : OtherWords.of(List.copyOf(said.subList(0, count)), context)) {
                for (Extension extension : known) {
                    for (List<XtOption> guess : extension.guess().of(way, context)) {
                        var found = attempt(extension, guess, way, context, count);
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Raised> attempt(
            Extension extension, List<XtOption> guess, List<Statement> said, Context context, int count) {
        return canonical(extension, guess, context)
                .filter(options -> meaning(extension, options, context)
                        .filter(meaning -> isSame(meaning, said, context.span()))
                        .isPresent())
                .map(options -> new Raised(extension, options.plain(), count));
    }

    private static boolean isSame(List<? extends Statement> one, List<Statement> other, Span span) {
        var normal = new Normal(span);
        return normal.all(one).equals(normal.all(other));
    }

    private static Optional<Options> canonical(Extension extension, List<XtOption> guess, Context context) {
        var read = new ArrayList<XtOption>();
        for (XtOption option : guess) {
            var values = extension
                    .row(option.name())
                    .filter(row -> !option.negated() || row.shape().negatable())
                    .map(row -> row.shape().read(option.values(), context));
            if (values.isEmpty() || !(values.get() instanceof Outcome.Good(var good))) {
                return Optional.empty();
            }
            read.add(new XtOption(option.negated(), option.name(), good));
        }
        return Optional.of(extension.canonical(options(read, context), context));
    }

    private static Options options(List<XtOption> plain, Context context) {
        return new Options(plain.stream()
                .map(option -> new Options.Given(option, context.span()))
                .toList());
    }

    private static Optional<? extends List<? extends Statement>> meaning(
            Extension extension, Options options, Context context) {
        return switch (extension) {
            case Extension.OfMatch match -> match.sense().of(options, context);
            case Extension.OfTarget target -> target.effect().of(options, context);
        };
    }
}
