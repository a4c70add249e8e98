package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Table;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Cause;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// `--format monitor`: the lines that `nft monitor trace` of nft 1.0.6 prints, to be laid beside the kernel's own.
///
///     trace id 00000001 ip nat DOCKER rule udp dport 1812 dnat to 172.20.0.4:1812 (verdict accept)
///
/// A blank line parts packets. What is not known of the packet is left out of its line; rules are spelled as the dump
/// has them. The branches of a fork follow each other, each behind a `#` line with its condition.
public final class MonitorFormat implements TraceFormat {
    private int ids;
    private boolean first = true;

    @Override
    public void write(Trace trace, PrintWriter out) {
        if (!first) {
            out.println();
        }
        first = false;
        new Walk(out).write(trace.happened());
    }

    /// The state that a line needs besides its step.
    private final class Walk {
        private final PrintWriter out;
        private String id = next();
        private Optional<Step.EnteredHook> hook = Optional.empty();
        private Packet packet = Packet.UNKNOWN;
        private Optional<Step.EnteredBaseChain> unseen = Optional.empty();

        Walk(PrintWriter out) {
            this.out = out;
        }

        private Walk(Walk at) {
            this.out = at.out;
            this.id = at.id;
            this.hook = at.hook;
            this.packet = at.packet;
            this.unseen = at.unseen;
        }

        void write(List<Step> steps) {
            for (int i = 0; i < steps.size(); i++) {
                write(steps.get(i), steps.subList(i + 1, steps.size()));
            }
        }

        private void write(Step step, List<Step> after) {
            switch (step) {
                case Step.EnteredHook entered -> enter(entered);
                case Step.EnteredBaseChain entered -> unseen = Optional.of(entered);
                case Step.Matched matched -> match(matched, after);
                case Step.PolicyApplied(var table, var chain, var policy) -> {
                    packetLine(packet);
                    String mark = packet.knows(Fact.MARK) && packet.number(Fact.MARK) != 0
                            ? "meta mark 0x" + hex8(packet.number(Fact.MARK)) + " "
                            : "";
                    line(table, chain, "policy " + Notation.word(policy) + " " + mark);
                }
                case Step.Rewrote(_, var now, _) -> packet = now;
                case Step.Forked forked -> fork(forked);
                case Step.PassedOver _,
                        Step.EnteredChain _,
                        Step.Returned _,
                        Step.Tracked _,
                        Step.Routed _,
                        Step.Assumed _,
                        Step.Dropped _,
                        Step.Decided _ -> {}
            }
        }

        // The kernel takes up a new id where a packet comes from a bridge to the ip layer, and over lo.
        private void enter(Step.EnteredHook entered) {
            boolean fromBridge = hook.filter(h -> h.layer() == Family.BRIDGE && h.hook() == Hook.INPUT)
                    .isPresent();
            boolean overLo =
                    hook.filter(h -> h.hook() == Hook.POSTROUTING).isPresent() && entered.hook() == Hook.PREROUTING;
            if (fromBridge && entered.layer() != Family.BRIDGE || overLo) {
                id = next();
            }
            hook = Optional.of(entered);
            packet = entered.packet();
        }

        private void match(Step.Matched matched, List<Step> after) {
            var place = matched.place();
            for (Step step : after) {
                if (isTranslation()) {
                    break;
                }
                if (step instanceof Step.Rewrote(_, var now, Cause.ByRule(var by)) && by.equals(place)) {
                    packet = now;
                } else if (!(step instanceof Step.Assumed)) {
                    break;
                }
            }
            packetLine(packet);
            boolean rejected = after.stream().findFirst().filter(Walk::rejects).isPresent();
            line(
                    place.table(),
                    place.chain(),
                    "rule " + Lines.one(place.rule().span()) + " (verdict "
                            + (rejected ? "drop" : ValueText.verdict(matched.verdict())) + ")");
        }

        // The kernel translates behind the chain (nf_nat_inet_fn), so that its line shows the packet as it came.
        private boolean isTranslation() {
            return unseen.flatMap(entered -> entered.chain().base())
                    .filter(base -> base.type() == Chain.ChainType.NAT)
                    .isPresent();
        }

        private static boolean rejects(Step step) {
            return step instanceof Step.Decided(Outcome.Rejected _);
        }

        // Once a base chain, before its first line.
        private void packetLine(Packet now) {
            unseen.ifPresent(base -> {
                boolean showsProtocol =
                        base.table().family() != Family.IP && base.table().family() != Family.IP6;
                line(base.table(), base.chain(), "packet: " + MonitorPacket.of(now, showsProtocol));
            });
            unseen = Optional.empty();
        }

        private void fork(Step.Forked forked) {
            for (Step.Branch branch : forked.branches()) {
                boolean silent = branch.steps().stream().allMatch(s -> s instanceof Step.PassedOver);
                if (!silent) {
                    out.println("# " + Escape.line(Notation.condition(branch.condition())));
                    var walk = new Walk(this);
                    walk.write(branch.steps());
                    unseen = walk.unseen.isEmpty() ? Optional.empty() : unseen;
                }
            }
            out.println("# otherwise");
        }

        private void line(Table table, Chain chain, String text) {
            out.println("trace id " + id + " " + Escape.line(table.label(chain) + " " + text));
        }
    }

    private String next() {
        return hex8(++ids);
    }

    private static String hex8(long number) {
        String hex = Long.toHexString(number);
        return "0".repeat(Math.max(0, 8 - hex.length())) + hex;
    }
}
