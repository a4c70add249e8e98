package org.nftrace.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nftrace.session.AddressHints;
import org.nftrace.session.Call;
import org.nftrace.session.Desk;
import org.nftrace.session.PacketHints;
import org.nftrace.session.Packets;
import org.nftrace.session.Refusal;
import org.nftrace.session.State;
import org.nftrace.session.Verb;
import org.nftrace.text.Span;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `trace`, `reply` and `next` of a session: `nftrace trace` with the rules that are loaded.
final class TraceVerb implements Verb {
    private final Kind kind;
    private final Console console;

    enum Kind {
        TRACE("trace [PACKET] [OPTION…]", "show the way of the packet", ""),
        REPLY("reply [KEY=VALUE…] [OPTION…]", "show the way of the answer to the last packet", "<-"),
        NEXT("next [KEY=VALUE…] [OPTION…]", "show the way of a further packet of the connection", "->"),
        WHY("why CHAIN | RULE", "tell what keeps the packet from a rule, and what would bring it there", "");

        private final String usage;
        private final String summary;
        private final String arrow;

        Kind(String usage, String summary, String arrow) {
            this.usage = usage;
            this.summary = summary;
            this.arrow = arrow;
        }
    }

    TraceVerb(Kind kind, Console console) {
        this.kind = kind;
        this.console = console;
    }

    private static CommandSpec spec() {
        return TraceCommand.describeAnswer(CommandSpec.create().name("trace"))
                .addOption(Options.values("--host", "FILE|DIR", "what is known of the host"))
                .addOption(Options.values("--local", "ADDRESS", "an address that is the host's own"));
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String usage() {
        return kind.usage;
    }

    @Override
    public String summary() {
        return kind.summary;
    }

    @Override
    public List<String> details() {
        return spec().options().stream()
                .filter(option -> !isInput(option))
                .map(option -> "  %-18s %s"
                        .formatted(
                                option.longestName() + (option.arity().max() > 0 ? " " + option.paramLabel() : ""),
                                SessionConsole.description(option)))
                .toList();
    }

    // What the session knows by itself.
    private static boolean isInput(OptionSpec option) {
        return List.of("--host", "--local").contains(option.longestName());
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        state.needRules(call.words().getFirst().span());
        var options = new ArrayList<Call.Word>();
        var packet = new ArrayList<Call.Word>();
        sort(call, options, packet);
        if (kind == Kind.WHY) {
            return why(call, packet, options, state, desk);
        }
        List<String> lines = lines(call, packet, state);
        State meant = state.with(lines);
        meant.needPacket(call.words().getFirst().span());
        return answer(call, parse(call, options, meant, List.of()), meant, desk);
    }

    private Answer answer(Call call, ParseResult parsed, State meant, Desk desk) throws Refusal {
        try {
            var loaded = meant.book().loaded();
            int code =
                    TraceCommand.again(parsed, SessionConsole.of(console, desk), loaded, Packets.specs(meant.lines()));
            return new Answer(meant, code, false);
        } catch (Failure e) {
            throw new Refusal(SessionConsole.place(call, e.getMessage()), e.getMessage());
        }
    }

    private Answer why(Call call, List<Call.Word> rule, List<Call.Word> options, State state, Desk desk)
            throws Refusal {
        state.needPacket(call.words().getFirst().span());
        if (rule.isEmpty()) {
            throw new Refusal(call.end(), "a rule was expected, as 'ip filter FORWARD 3', 'handle 12' or FILE:LINE");
        }
        String name = rule.stream().map(Call.Word::text).collect(Collectors.joining(" "));
        return answer(call, parse(call, options, state, List.of("--why", name)), state, desk);
    }

    // An option whose value is a word of its own takes it along.
    private static void sort(Call call, List<Call.Word> options, List<Call.Word> packet) {
        var known = spec().optionsMap();
        for (int i = 0; i < call.arguments().size(); i++) {
            var word = call.arguments().get(i);
            boolean option = word.text().startsWith("-") && !word.text().startsWith("->");
            (option ? options : packet).add(word);
            boolean takes = option
                    && known.containsKey(word.text())
                    && known.get(word.text()).arity().max() > 0;
            if (takes && i + 1 < call.arguments().size()) {
                options.add(call.arguments().get(++i));
            }
        }
    }

    private List<String> lines(Call call, List<Call.Word> packet, State state) throws Refusal {
        if (kind != Kind.TRACE) {
            state.needPacket(call.words().getFirst().span());
            String more = packet.stream().map(word -> " " + word.text()).collect(Collectors.joining());
            var lines = new ArrayList<>(state.lines());
            lines.add(kind.arrow + more);
            if (Packets.specs(lines).size() != lines.size()) {
                throw new Refusal(call.arguments().getFirst().span(), "KEY=VALUE was expected, as ttl=1 is");
            }
            return lines;
        }
        if (packet.isEmpty()) {
            return state.lines().subList(0, Math.min(1, state.lines().size()));
        }
        Span span = packet.getFirst().span().to(packet.getLast().span());
        return List.of(Packets.check(span));
    }

    private static ParseResult parse(Call call, List<Call.Word> options, State state, List<String> more)
            throws Refusal {
        var arguments = new ArrayList<>(more);
        var settings = new HashMap<>(state.settings().options());
        if (arguments.contains("--why")) {
            settings.remove("--format");
        }
        for (Call.Word option : options) {
            arguments.add(option.text());
            settings.remove(option.text());
        }
        settings.forEach((option, value) -> {
            boolean other = option.equals("--all") || option.equals("--brief");
            if (!(other && (arguments.contains("--all") || arguments.contains("--brief")))) {
                arguments.add(option);
                arguments.addAll(value);
            }
        });
        state.book().local().forEach(address -> arguments.addAll(List.of("--local", address.toString())));
        state.book().facts().forEach(source -> arguments.addAll(List.of("--host", source.name())));
        try {
            return new CommandLine(spec()).parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            String message = Usage.message(e).replace("; see nftrace --help", "; 'help trace' lists the options");
            throw new Refusal(SessionConsole.place(call, message), message);
        }
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        String begun = argument < call.arguments().size()
                ? call.arguments().get(argument).text()
                : "";
        var options = spec().optionsMap();
        String before = argument > 0 ? call.arguments().get(argument - 1).text() : "";
        if (options.containsKey(before) && options.get(before).completionCandidates() != null) {
            var hints = new ArrayList<Hint>();
            options.get(before).completionCandidates().forEach(word -> hints.add(Hint.of(word)));
            return hints;
        }
        if (begun.startsWith("-")) {
            return options.values().stream()
                    .filter(option -> !isInput(option))
                    .map(option -> Hint.of(option.longestName(), SessionConsole.description(option)))
                    .toList();
        }
        var ruleset = state.book().loaded().ruleset();
        return kind == Kind.WHY ? AddressHints.of(ruleset, call.texts(), argument) : PacketHints.of(begun, ruleset);
    }
}
