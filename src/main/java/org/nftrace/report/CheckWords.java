package org.nftrace.report;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Hook;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Place;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// What is said of expectations, and how traces are named in them.
public record CheckWords(Language language) {

    public String verdict(Fate fate, Fate expected) {
        return switch (language) {
            case EN -> fate.label() + ", " + expected.label() + " was expected";
            case JA -> fate.label() + " でした(期待は " + expected.label() + ")";
        };
    }

    public String differs(String what, String actual, String expected) {
        return switch (language) {
            case EN -> what + " is '" + actual + "', '" + expected + "' was expected";
            case JA -> what + " は '" + actual + "' でした(期待は '" + expected + "')";
        };
    }

    public String noReply() {
        return switch (language) {
            case EN -> "the packet does not arrive, so there is no answer";
            case JA -> "パケットが届かないので、応答はありません";
        };
    }

    /// @param hooks those that packets of the set come to
    public String proved(List<Hook> hooks, boolean drop) {
        var names = hooks.stream().map(Hook::label).toList();
        return switch (language) {
            case EN ->
                drop
                        ? "proved: no packet of the set passes the rules at " + list(names, " and ")
                        : "proved: no rule at " + list(names, " or ") + " stops a packet of the set";
            case JA ->
                drop
                        ? "証明: " + String.join("、", names) + " のルールを通るパケットはこの集合にありません"
                        : "証明: " + String.join("、", names) + " でこの集合のパケットを止めるルールはありません";
        };
    }

    private static String list(List<String> names, String last) {
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + last + names.getLast();
    }

    public String counterExample(Packet packet) {
        return switch (language) {
            case EN -> "counter-example: " + PacketText.description(packet);
            case JA -> "反例: " + PacketText.description(packet);
        };
    }

    /// {@return that a packet of the set may be an exception, and the tracer does not say so for certain}
    public String unsure() {
        return switch (language) {
            case EN -> "neither proved nor shown false: of packets like this one it depends on something not given";
            case JA -> "証明も反例もありません: このようなパケットは、与えられていないことによります";
        };
    }

    public String tooMuch() {
        return switch (language) {
            case EN -> "not proved: a rule was not read, a chain or map is missing, or the rules are too many";
            case JA -> "証明できません: 読めないルールか、ないチェーンやマップがあるか、ルールが多すぎます";
        };
    }

    /// {@return that packets of the set leave in a way that is not modelled}
    public String leavesOpen() {
        return switch (language) {
            case EN -> "not proved: a rule gives packets of the set to a program (queue), or its target is not known";
            case JA -> "証明できません: この集合のパケットをプログラムに渡す(queue)か、動作の分からないターゲットがあります";
        };
    }

    public String noHook() {
        return switch (language) {
            case EN ->
                "it is not known whether these packets are for the host: say hook: input or forward, or name hosts:";
            case JA -> "ホスト宛かどうか分かりません。hook: input か forward、または hosts: を書いてください";
        };
    }

    /// {@return the chains that a trace enters: `ip filter FORWARD`}
    public static List<String> chains(Trace trace) {
        return steps(trace.steps()).stream()
                .flatMap(step -> switch (step) {
                    case Step.EnteredBaseChain(var table, var chain) -> Optional.of(table.label(chain)).stream();
                    case Step.EnteredChain(var table, var chain) -> Optional.of(table.label(chain)).stream();
                    case Step _ -> Optional.<String>empty().stream();
                })
                .toList();
    }

    /// {@return the last rule or policy that decided: `ip filter DOCKER 3`, `policy ip filter FORWARD`}
    public static String decider(Trace trace) {
        String last = "";
        for (Step step : steps(trace.steps())) {
            if (step instanceof Step.Matched(Place place, var verdict)
                    && (verdict instanceof org.nftrace.ir.Verdict.Accept
                            || verdict instanceof org.nftrace.ir.Verdict.Drop)) {
                last = Notation.place(place);
            } else if (step instanceof Step.PolicyApplied(var table, var chain, _)) {
                last = "policy " + table.label(chain);
            }
        }
        return last;
    }

    /// {@return what nat made of it: `10.0.0.1:40000 -> 172.17.0.2:80`, or `none`}
    public static String nat(Trace trace) {
        Packet before = trace.packet().packet();
        Packet now = before;
        for (Step step : steps(trace.steps())) {
            if (step instanceof Step.Rewrote(_, Packet after, _)) {
                now = after;
            }
        }
        String was = PacketText.flow(before).replaceFirst("^\\S+ ", "");
        String is = PacketText.flow(now).replaceFirst("^\\S+ ", "");
        return was.equals(is) ? "none" : is.replace("→", "->");
    }

    private static List<Step> steps(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step instanceof Step.Forked(_, var branches)
                        ? branches.stream().flatMap(b -> steps(b.steps()).stream())
                        : List.of(step).stream())
                .toList();
    }
}
