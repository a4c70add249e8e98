package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.grammar.NftParser;
import org.nftrace.grammar.NftParser.DecideContext;
import org.nftrace.grammar.NftParser.GotoContext;
import org.nftrace.grammar.NftParser.JumpContext;
import org.nftrace.grammar.NftParser.RuleContext;
import org.nftrace.grammar.NftParser.StatementContext;
import org.nftrace.grammar.NftParser.TextContext;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Verdict;
import org.nftrace.text.Forms;
import org.nftrace.text.Outline;
import org.nftrace.text.Span;

/// Reads a rule: what cannot be read becomes a rule of which nothing is known, and one diagnostic.
final class RuleReader {
    private final Intake intake;
    private final StatementReader statements;
    private final ChainReader chains;
    private final XtRemarks remarks;
    private final Forms<RuleForm> forms = new Forms<>();

    RuleReader(Intake intake, StatementReader statements, ChainReader chains, XtRemarks remarks) {
        this.intake = intake;
        this.statements = statements;
        this.chains = chains;
        this.remarks = remarks;
    }

    /// @param line the line that the piece begins with
    Rule rule(Piece piece, Optional<Outline> line, int depth) {
        try {
            RuleContext context = intake.parse(piece, NftParser::ruleLine).rule_();
            Rule rule = rule(context, piece, depth);
            line.filter(all -> intake.cutter().wasAllOf(all, piece))
                    .flatMap(all -> RuleForm.of(all, piece, context, rule))
                    .ifPresent(form -> forms.put(form.line(), form));
            return rule;
        } catch (Unreadable unreadable) {
            return unread(piece, unreadable);
        }
    }

    /// {@return whether it is worth while to look whether lines are like others}
    boolean learns() {
        return forms.areWorthwhile();
    }

    /// {@return the rule of a line, if one like it was read before}
    Optional<Rule> alike(Outline line) {
        Optional<RuleForm> found = forms.of(line);
        found.ifPresent(form -> {
            form.moveTo(line);
            intake.cutter().goOn(line.end());
        });
        return found.map(this::again);
    }

    private Rule again(RuleForm form) {
        try {
            List<Statement> read = new ArrayList<>(form.size() + 1);
            for (int i = 0; i < form.size(); i++) {
                read.add(remarks.meant(form.statement(i, statements)));
            }
            return finish(form.tree(), form.piece(), read, 0);
        } catch (Unreadable unreadable) {
            return unread(form.piece(), unreadable);
        }
    }

    Rule unread(Piece piece, Unreadable unreadable) {
        Span whole = intake.span(piece);
        intake.giveUp(piece, unreadable);
        if (piece.end() == Piece.End.OPENING) {
            intake.cutter().rest(Cutter.Body.RULES);
        }
        Span span = piece.flaw().isPresent()
                ? toLineEnd(whole)
                : new Span(
                        whole.source(),
                        whole.start(),
                        Math.min(whole.end(), piece.restart().orElse(whole.end())));
        return new Rule(span, List.of(new Match.Unread(span)), Optional.empty(), piece.remarked("handle"));
    }

    // What follows a character that nothing begins with was not cut into words.
    private static Span toLineEnd(Span start) {
        String text = start.source().text();
        int newline = text.indexOf('\n', start.start());
        String line = text.substring(start.start(), newline < 0 ? text.length() : newline);
        return new Span(
                start.source(),
                start.start(),
                start.start() + line.stripTrailing().length());
    }

    /// {@return a rule of which the tree is at hand; the chain that it opens is read on the way}
    Rule rule(RuleContext context, Piece piece, int depth) {
        List<StatementContext> written = context.statement();
        boolean opens = piece.end() == Piece.End.OPENING;
        List<Statement> read = new ArrayList<>(written.size() + 1);
        for (StatementContext statement : opens ? written.subList(0, written.size() - 1) : written) {
            read.add(remarks.meant(statements.statement(statement)));
        }
        return finish(context, piece, read, depth);
    }

    private Rule finish(RuleContext context, Piece piece, List<Statement> read, int depth) {
        Span span = intake.places().of(context);
        Optional<Statement> remarked =
                piece.remark().flatMap(r -> remarks.statement(intake.places().of(r), read));
        if (remarked.isPresent()) {
            read.add(remarked.get());
            span = span.to(remarked.get().span());
        } else if (remarks.isTargetLost(span, read)) {
            intake.warn(span, "nft lost what this rule does (iptables-save shows it)");
            read.add(new Action.XtTarget(read.getLast().span(), "", Optional.empty(), Optional.empty()));
        }
        return piece.end() == Piece.End.OPENING
                ? withChain(context.statement().getLast(), span, read, depth)
                : new Rule(span, read, comment(context.text()), piece.remarked("handle"));
    }

    private Rule withChain(StatementContext last, Span span, List<Statement> read, int depth) {
        ChainDraft chain = chains.anonymous(intake.places().of(last), depth + 1);
        Span jump = intake.places().of(last).to(chain.span());
        read.add(new Action.Decide(jump, verdict(last, chain.name())));
        Piece rest = intake.cutter().rest(Cutter.Body.RULES);
        Optional<String> comment = Optional.empty();
        Span whole = span.to(chain.span());
        if (!rest.isEmpty()) {
            comment = commentAfterChain(rest);
            whole = whole.to(intake.span(rest));
        }
        OptionalLong handle = rest.remarked("handle");
        return new Rule(whole, read, comment, handle);
    }

    // The chain is read by now, so that only what follows it is lost.
    private Optional<String> commentAfterChain(Piece rest) {
        try {
            return comment(intake.parse(rest, NftParser::ruleRest).text());
        } catch (Unreadable unreadable) {
            intake.giveUp(rest, unreadable);
            return Optional.empty();
        }
    }

    private static Verdict verdict(StatementContext last, String chain) {
        return switch (((DecideContext) last).verdict()) {
            case JumpContext _ -> new Verdict.Jump(chain);
            case GotoContext _ -> new Verdict.Goto(chain);
            default -> throw new AssertionError(last.getText());
        };
    }

    private static Optional<String> comment(TextContext text) {
        return Optional.ofNullable(text).map(found -> AtomReader.unquoted(found.getText()));
    }
}
