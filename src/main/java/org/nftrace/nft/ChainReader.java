package org.nftrace.nft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.NftParser;
import org.nftrace.grammar.NftParser.ChainCommentContext;
import org.nftrace.grammar.NftParser.ChainDevicesContext;
import org.nftrace.grammar.NftParser.ChainFlagsContext;
import org.nftrace.grammar.NftParser.ChainHookContext;
import org.nftrace.grammar.NftParser.ChainItemContext;
import org.nftrace.grammar.NftParser.ChainPolicyContext;
import org.nftrace.grammar.NftParser.ValueContext;
import org.nftrace.ir.Chain;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Value;
import org.nftrace.text.Outline;
import org.nftrace.text.Span;

/// Reads what stands between the braces of a chain: where it is hooked in, then its rules.
final class ChainReader implements AutoCloseable {
    /// The kernel follows no more jumps than these (NFT_JUMP_STACK_SIZE).
    private static final int DEEPEST = 16;

    private static final Kind DEVICE = Kind.of(DataType.IFNAME);

    private final Intake intake;
    private final TableDraft table;
    private final StatementReader statements;
    private final RuleReader rules;
    private final RulesAhead ahead;

    ChainReader(Intake intake, TableDraft table) {
        this.intake = intake;
        this.table = table;
        this.statements = new StatementReader(intake.places(), Optional.of(table.family()), table.declared());
        this.rules = new RuleReader(intake, statements, this, new XtRemarks(table.isOfIptables()));
        this.ahead = new RulesAhead(intake, table);
    }

    StatementReader statements() {
        return statements;
    }

    RuleReader rules() {
        return rules;
    }

    void body(ChainDraft chain) {
        ahead.look();
        body(chain, 0);
    }

    @Override
    public void close() {
        ahead.close();
    }

    /// {@return the chain whose opening brace was just read, inside a rule}
    ChainDraft anonymous(Span opening, int depth) {
        if (depth > DEEPEST) {
            throw new Unreadable(opening, "nested deeper than " + DEEPEST + " chains");
        }
        ChainDraft chain = table.anonymousChain(opening);
        body(chain, depth);
        return chain;
    }

    private void body(ChainDraft chain, int depth) {
        while (true) {
            OptionalInt start = intake.cutter().lineStart();
            Optional<Rule> early = start.isPresent() ? ahead.rule(start.getAsInt()) : Optional.empty();
            Optional<Outline> line = early.isEmpty() && start.isPresent() && rules.learns()
                    ? intake.line(start.getAsInt())
                    : Optional.empty();
            Optional<Rule> known = early.or(() -> line.flatMap(rules::alike));
            if (known.isPresent()) {
                chain.rules().add(known.get());
                continue;
            }
            Piece piece = intake.next(Cutter.Body.RULES);
            switch (piece.end()) {
                case CLOSING -> {
                    chain.endsAt(intake.places().of(piece.first()));
                    return;
                }
                case FILE -> {
                    intake.unclosed(piece, "chain", chain.span());
                    return;
                }
                case STATEMENT, OPENING -> item(chain, piece, line, depth);
            }
        }
    }

    private void item(ChainDraft chain, Piece piece, Optional<Outline> line, int depth) {
        if (isDeclaration(piece.first().getType())) {
            try {
                declaration(chain, intake.parse(piece, NftParser::chainItem), intake.span(piece));
            } catch (Unreadable unreadable) {
                giveUp(chain, piece, unreadable);
            }
        } else {
            chain.rules().add(rules.rule(piece, line, depth));
        }
    }

    /// {@return whether what begins with such a token is no rule}
    static boolean isDeclaration(int first) {
        return switch (first) {
            case NftLexer.TYPE, NftLexer.POLICY, NftLexer.FLAGS, NftLexer.DEVICES, NftLexer.COMMENT -> true;
            default -> false;
        };
    }

    // A policy after a hook that could not be read is not another mistake.
    private void giveUp(ChainDraft chain, Piece piece, Unreadable unreadable) {
        if (!chain.hasUnreadBase()) {
            intake.giveUp(piece, unreadable);
        }
        if (piece.first().getType() == NftLexer.TYPE) {
            chain.baseUnread();
        }
    }

    private void declaration(ChainDraft chain, ChainItemContext item, Span span) {
        switch (item) {
            case ChainHookContext hook -> chain.base(base(hook, span));
            case ChainPolicyContext policy -> chain.base(withPolicy(base(chain, span), policy, span));
            case ChainFlagsContext _ -> chain.base(withOffload(base(chain, span), span));
            case ChainDevicesContext devices ->
                chain.base(withDevices(base(chain, span), devices(devices.value()), span));
            case ChainCommentContext comment ->
                chain.comment(AtomReader.unquoted(comment.text().getText()));
            default -> throw new AssertionError(item.getClass());
        }
    }

    private static Chain.Base base(ChainDraft chain, Span span) {
        return chain.base().orElseThrow(() -> new Unreadable(span, "expected 'type … hook … priority …' before this"));
    }

    private Chain.Base base(ChainHookContext hook, Span span) {
        List<String> devices = new ArrayList<>();
        hook.value().forEach(value -> devices.addAll(devices(value)));
        return new Chain.Base(
                span,
                word(Chain.ChainType.values(), hook.name(0), "chain type"),
                word(Hook.values(), hook.name(1), "hook"),
                devices,
                new Priorities(intake.places()).priority(hook.priority(), table.family()),
                Optional.empty(),
                false);
    }

    private Chain.Base withPolicy(Chain.Base base, ChainPolicyContext policy, Span span) {
        var read = word(Chain.Policy.values(), policy.name(), "policy");
        return new Chain.Base(
                base.span().to(span),
                base.type(),
                base.hook(),
                base.devices(),
                base.priority(),
                Optional.of(read),
                base.offload());
    }

    private static Chain.Base withOffload(Chain.Base base, Span span) {
        return new Chain.Base(
                base.span().to(span), base.type(), base.hook(), base.devices(), base.priority(), base.policy(), true);
    }

    private static Chain.Base withDevices(Chain.Base base, List<String> devices, Span span) {
        return new Chain.Base(
                base.span().to(span),
                base.type(),
                base.hook(),
                devices,
                base.priority(),
                base.policy(),
                base.offload());
    }

    private List<String> devices(ValueContext value) {
        return devices(
                statements.expressions().values().value(value, List.of(DEVICE)),
                intake.places().of(value));
    }

    static List<String> devices(Value value, Span span) {
        return switch (value) {
            case Value.Interface(var pattern) -> List.of(pattern.toString());
            case Value.SetLiteral(_, var elements) ->
                elements.stream()
                        .flatMap(element -> devices(element.key(), element.span()).stream())
                        .toList();
            case Value _ -> throw new Unreadable(span, "expected the name of a device");
        };
    }

    private <E extends Enum<E>> E word(E[] values, ParserRuleContext context, String what) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(context.getText())) {
                return value;
            }
        }
        String all = Arrays.stream(values)
                .map(v -> v.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new Unreadable(
                intake.places().of(context), "'" + context.getText() + "' is no " + what + ", expected one of " + all);
    }
}
