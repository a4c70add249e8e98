package org.nftrace.report;

import java.util.Set;
import java.util.stream.Collectors;
import org.nftrace.ir.Chain;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Assumption.FixedPlace;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Clue;
import org.nftrace.trace.DropReason;

/// What the engine knows, assumes and finds fault with, in Japanese.
final class JapaneseFacts {
    private JapaneseFacts() {}

    static String name(Fact fact) {
        return switch (fact) {
            case SOURCE -> "送信元";
            case DESTINATION -> "宛先";
            case SPORT -> "送信元ポート";
            case DPORT -> "宛先ポート";
            case PROTOCOL -> "プロトコル";
            case ETHER_TYPE -> "イーサタイプ";
            case SOURCE_MAC -> "送信元 MAC アドレス";
            case DESTINATION_MAC -> "宛先 MAC アドレス";
            case VLAN -> "VLAN ID";
            case TCP_FLAGS -> "TCP フラグ";
            case ICMP_TYPE -> "ICMP タイプ";
            case ICMP_CODE -> "ICMP コード";
            case ICMP_ID -> "ICMP ID";
            case TCP_SEQUENCE -> "TCP シーケンス番号";
            case TCP_ACKNOWLEDGED -> "TCP 確認応答番号";
            case TCP_WINDOW -> "TCP ウィンドウ";
            case SCTP_CHUNK -> "SCTP チャンク";
            case ABOUT_SOURCE -> "対象パケットの送信元";
            case ABOUT_DESTINATION -> "対象パケットの宛先";
            case ABOUT_PROTOCOL -> "対象パケットのプロトコル";
            case ABOUT_SPORT -> "対象パケットの送信元ポート";
            case ABOUT_DPORT -> "対象パケットの宛先ポート";
            case ABOUT_TYPE -> "対象パケットの ICMP タイプ";
            case ABOUT_CODE -> "対象パケットの ICMP コード";
            case ABOUT_ID -> "対象パケットの ICMP ID";
            case TTL -> "TTL";
            case TOS -> "TOS";
            case LENGTH -> "長さ";
            case IP_ID -> "IP ID";
            case FLOW_LABEL -> "フローラベル";
            case FRAGMENT_OFFSET -> "フラグメントオフセット";
            case MORE_FRAGMENTS -> "MF ビット";
            case MARK -> "マーク";
            case PRIORITY -> "優先度";
            case PACKET_TYPE -> "パケットタイプ";
            case IN -> "入力インターフェース";
            case OUT -> "出力インターフェース";
            case PORT_IN -> "入力ブリッジポート";
            case PORT_OUT -> "出力ブリッジポート";
            case UID -> "送信プロセスの UID";
            case GID -> "送信プロセスの GID";
        };
    }

    static String reason(DropReason reason) {
        return switch (reason) {
            case DropReason.NoRoute(var destination) -> destination + " への経路がない";
            case DropReason.RouteSays(var type, var destination) -> destination + " への経路は " + Notation.word(type);
            case DropReason.NotForwarding(var in) -> in.map(n -> n + " の").orElse("") + "転送が無効";
            case DropReason.TtlExceeded() -> "TTL を使い切った";
            case DropReason.MartianSource(var source) -> source + " は送信元になれない";
            case DropReason.MartianDestination(var destination) -> destination + " は宛先になれない";
            case DropReason.ReversePath(var source, var in) -> "rp_filter: " + source + " への返信が " + in + " から出ない";
            case DropReason.NotJoined(var group) -> "このホストはグループ " + group + " に参加していない";
            case DropReason.BadAddress(var address) -> address + " は回線上に現れてはならない";
            case DropReason.BadFrame() -> "MAC アドレスからして、インターフェースが受け取らない";
            case DropReason.RouteLocalnet(var destination) -> destination + " 宛が外から来たが、route_localnet が無効";
            case DropReason.NoHairpin(var port) -> "入ってきたブリッジポート " + port + " へは、hairpin モードでないので出せない";
            case DropReason.NoAddress(var name) -> "このホストのアドレスが " + name + " にない";
            case DropReason.OtherWayOut(var was, var now) ->
                "masquerade のアドレスは " + was + " のものなのに、" + now + " から出ることになる";
            case DropReason.PortsExhausted() -> "NAT に使えるポートが残っていない";
            case DropReason.QueueWithoutListener() -> "キューを待ち受けるプログラムがない";
        };
    }

    /// @param hostTold whether anything was told of the host
    static String assumption(Assumption assumption, boolean hostTold) {
        return switch (assumption) {
            case Assumption.IsLocal(var address, var ground) -> address + " はこのホストのアドレス: " + ground(ground, hostTold);
            case Assumption.IsNotLocal(var address, var ground) ->
                address + " はこのホストのアドレスではない: " + ground(ground, hostTold);
            case Assumption.Behind(var network, var name, var place) ->
                network + " は " + name + " の先にある: "
                        + place.map(p -> p.table().label(p.chain()) + " のルール " + p.index() + " から分かる")
                                .orElse(ground(Ground.NOTHING_ELSE_SAID, hostTold));
            case Assumption.NotBehind(var address, var port, var ground) ->
                address + " は、入ってきたポート " + port + " の先にはない: " + ground(ground, hostTold);
            case Assumption.OwnAddress(var name, var address, var ground) ->
                name + " でのこのホストのアドレスは " + address + ": " + ground(ground, hostTold);
            case Assumption.WayBack(var source, var ground) ->
                source + " への返信は、入ってきたインターフェースから出る: " + ground(ground, hostTold);
            case Assumption.InIsNoneOf(var names, var ground) ->
                "入力インターフェースは " + names(names) + " のどれでもない: " + ground(ground, hostTold);
            case Assumption.InIs(var name, var ground) -> "入力インターフェースは " + name + ": " + ground(ground, hostTold);
            case Assumption.OutIsNoneOf(var names, var ground) ->
                "出力インターフェースは " + names(names) + " のどれでもない: " + ground(ground, hostTold);
            case Assumption.Forwards(var ground) -> "このホストはパケットを転送する: " + ground(ground, hostTold);
            case Assumption.FirstOfConnection(var ground) -> "コネクションの最初のパケット: " + ground(ground, hostTold);
            case Assumption.TieBackwards(var chains) ->
                chains.stream().map(Chain::name).collect(Collectors.joining("、"))
                        + " の順に通る: 優先度が同じベースチェインは後から登録されたものが先だが、その順はダンプから失われている";
            case Assumption.TieWithPlace(var chain, var place, var chainFirst) ->
                chain.name() + " は同じ優先度の" + place(place) + (chainFirst ? "より前" : "より後")
                        + "に通る: どちらが先に登録されたかは、ダンプから分からない";
            case Assumption.OnlyTheseRoutes(var destination, var ground) ->
                destination + " へのパケットを取る経路やルールはほかにない: " + ground(ground, hostTold);
            case Assumption.Sysctl(var name, var value, var ground) ->
                name + " は " + value + ": " + ground(ground, hostTold);
            case Assumption.SetAsListed(_, _, var set) -> "変わり得るセット " + set + " の要素はダンプの通り";
            case Assumption.OrdinaryAddress(var end, var ground) ->
                name(end) + "は 1 台のマシンのアドレスで、カーネルに拒まれない: " + ground(ground, hostTold);
            case Assumption.PlainHeaders(var ground) -> "IP オプションも拡張ヘッダーもない: " + ground(ground, hostTold);
            case Assumption.FieldIs(var fact, var value, var ground) ->
                name(fact) + "は " + PacketText.number(fact, value) + ": " + ground(ground, hostTold);
        };
    }

    private static String place(FixedPlace place) {
        return switch (place) {
            case DEFRAGMENTATION -> "デフラグメント";
            case TRACKING -> "コネクション追跡";
            case NAT -> "NAT";
            case BRIDGE_NETFILTER -> "br_netfilter";
        };
    }

    private static String names(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining("、"));
    }

    private static String ground(Ground ground, boolean hostTold) {
        return switch (ground) {
            case NOTHING_ELSE_SAID -> hostTold ? "与えられた情報に反するものがない" : "--host の指定がない";
            case RULE -> "ルールから分かる";
            case KERNEL_DEFAULT -> "カーネルの既定値";
            case CONVENTION -> "ほとんどの環境でそうである";
            case ROUTE -> "送信元への経路がそこを通る";
            case LISTING_ORDER -> "ダンプから順番が失われている";
        };
    }

    static String clue(Clue clue) {
        String about = Notation.address(clue.about());
        String name = clue.interfaceName().orElse("");
        return "ルール " + Notation.place(clue.place()) + ": "
                + switch (clue.kind()) {
                    case MASQUERADED -> about + " から " + name + " 以外へ出るものをマスカレードする";
                    case COMES -> about + " から " + name + " に入るものを通す";
                    case GOES -> name + " から " + about + " へ出るものを通す";
                    case SEEN_ONLY_THERE -> about + " のもので " + name + " 以外から入るものを破棄する";
                    case TRANSLATED -> about + " をマスカレードする";
                    case RECEIVES -> "input で " + about + " 宛てを見る";
                    case SENDS -> "output で " + about + " 発を見る";
                    case MAPPED -> about + " 宛てを書き換える";
                    case SPEAKS_AS -> about + " として送り出す";
                    case TARGET -> about + " 宛てに書き換える";
                };
    }
}
