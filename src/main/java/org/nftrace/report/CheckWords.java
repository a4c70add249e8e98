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

    public String proved(Hook hook, boolean drop) {
        return switch (language) {
            case EN ->
                drop
                        ? "proved: no packet of the set passes the rules at prerouting and " + hook.label()
                        : "proved: no rule at prerouting and " + hook.label() + " stops a packet of the set";
            case JA ->
                drop
                        ? "証明: prerouting と " + hook.label() + " を通るパケットはこの集合にありません"
                        : "証明: prerouting と " + hook.label() + " でこの集合のパケットを止めるルールはありません";
        };
    }

    public String counterExample(Packet packet) {
        return switch (language) {
            case EN -> "counter-example: " + PacketText.description(packet);
            case JA -> "反例: " + PacketText.description(packet);
        };
    }

    public String unsure() {
        return switch (language) {
            case EN ->
                "neither proved nor shown false: it depends on something that was not given, or is too much to tell";
            case JA -> "証明も反例もありません: 与えられていないことによるか、大きすぎます";
        };
    }

    public String translated() {
        return switch (language) {
            case EN -> "a nat rule may change packets of the set; ask for them one by one, with packet:";
            case JA -> "nat がこの集合のパケットを書き換えるかもしれません。packet: で一つずつ確かめてください";
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
