package org.nftrace.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.packet.Fact;
import org.nftrace.report.Generators.Generator;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Clue;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Connection;
import org.nftrace.trace.DropReason;
import org.nftrace.trace.Nearest;
import org.nftrace.trace.Obstacle;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Question;
import org.nftrace.trace.Route;

/// The article in Japanese.
final class Japanese implements Words {

    @Override
    public String hook(Family layer, Hook hook, boolean inside) {
        return switch (layer) {
            case IP, IP6, INET -> hook.label() + " フック" + (inside ? "（ブリッジの中で br_netfilter が呼ぶ）" : "");
            case ARP, BRIDGE, NETDEV -> layer.label() + " の " + hook.label() + " フック";
        };
    }

    @Override
    public String baseChain(Hook hook, int priority, String chain, String policy, Optional<Generator> by) {
        return hook.label() + "、優先度 " + priority + ": ベースチェイン " + chain + "（"
                + by.map(g -> g.said().ja() + "、").orElse("") + "ポリシー " + policy + "）";
    }

    @Override
    public String matched(String conditions, String effect, Optional<Generator> by) {
        return (conditions.isEmpty() ? "条件なし" : conditions) + " → " + effect
                + by.map(g -> "（" + g.said().ja() + "）").orElse("");
    }

    @Override
    public String countedNothing(List<Place> rules) {
        return "ここでは一致するが、ダンプのカウンタは 0（同じテーブルには 0 でないものもある）: "
                + rules.stream().map(Notation::place).collect(Collectors.joining("、"));
    }

    @Override
    public String accepted(String baseChain, boolean another) {
        return baseChain + " はここで終わり、" + (another ? "次のベースチェインへ進む" : "このフックに次のベースチェインはない");
    }

    @Override
    public String also(String first, String second) {
        return first + "。" + second;
    }

    @Override
    public String natSettled(String policy) {
        return "このフックの NAT はこれで決まり、ポリシー " + policy + " は見ない";
    }

    @Override
    public String ended() {
        return "パケットはここで終わり";
    }

    @Override
    public String unknown() {
        return "不明";
    }

    @Override
    public String changed(Fact fact, String before, String after) {
        String name = JapaneseFacts.name(fact);
        return before.isEmpty() ? name + "を " + after + " に書き換え" : name + "を " + before + " から " + after + " に書き換え";
    }

    @Override
    public String returned(boolean explicit, String from, Optional<String> to) {
        return (explicit ? "return" : "チェインの終わり") + ": " + from + " では何も決まらず、"
                + to.map(chain -> chain + " の次のルールへ戻る").orElse("次はベースチェインのポリシー");
    }

    @Override
    public String policy(String chain, String policy, boolean matched) {
        return (matched ? chain + " のどのルールでも決まらない" : "一致するルールはない") + ": ポリシー " + policy;
    }

    @Override
    public String packetNow(String packet) {
        return "現在のパケット: " + packet;
    }

    @Override
    public String routed(Route route) {
        return switch (route) {
            case Route.ToHost(var destination) -> "ルーティング: " + to(destination) + " はこのホスト自身 → input";
            case Route.Through(var destination, var out, var next) ->
                "ルーティング: " + to(destination) + " へは" + path(out, next) + " → forward";
            case Route.Out(var destination, var out, var next, var again) ->
                (again ? "再ルーティング: " : "ルーティング: ") + to(destination) + " へは" + path(out, next)
                        + (again ? " → postrouting" : " → output");
            case Route.ToBridge(var destination, var bridge, var passed) ->
                "ブリッジ: " + to(destination) + " へはどのポートにも出ず、" + bridge.orElse("ブリッジ") + " から上へ渡る → ブリッジの input、次に ip の "
                        + (passed ? "ルーティング（prerouting はブリッジの中で済んだ）" : "prerouting");
            case Route.Bridged(var port) ->
                "ブリッジ: " + port.map(p -> "ポート " + p + " から出る").orElse("宛先のあるポートから出る");
        };
    }

    private static String to(Optional<?> destination) {
        return destination.map(Object::toString).orElse("分からない宛先");
    }

    private static String path(Optional<String> out, Optional<?> nextHop) {
        String via = nextHop.map(n -> " " + n + " 経由で").orElse("");
        return via + out.map(o -> " " + o + " から出る").orElse("このホストを通り抜ける");
    }

    @Override
    public String tracked(Connection connection) {
        return "コネクション追跡: " + Notation.connection(connection);
    }

    @Override
    public String translated(boolean reverse, String changes) {
        return (reverse ? "conntrack が NAT の書き換えを元に戻す: " : "conntrack が最初のパケットと同じ変換をする: ") + changes
                + "。nat チェインは通らない（NAT は接続の最初のパケットで決まっている）";
    }

    @Override
    public String reassembled(String changes) {
        return "残りのフラグメントがそろうまで留め置かれ、全体のパケットとして進む" + (changes.isEmpty() ? "" : ": " + changes);
    }

    @Override
    public String forwarding(String changes) {
        return "転送: " + changes;
    }

    @Override
    public String dropped(DropReason reason) {
        return "ルールではなくカーネルが破棄: " + JapaneseFacts.reason(reason);
    }

    @Override
    public String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(var end) ->
                switch (end) {
                    case LOCAL -> "accept: このホストに届く";
                    case FORWARD -> "accept: 転送される";
                    case OUT -> "accept: 送信される";
                    case BRIDGE -> "accept: ブリッジを通る";
                };
            case Outcome.Dropped(var by) ->
                by.map(p -> "drop: " + p.table().label(p.chain()) + " のルール " + p.index() + " が破棄")
                        .orElse("drop: ポリシーが破棄");
            case Outcome.Rejected(var by) -> "reject: " + by.table().label(by.chain()) + " のルール " + by.index() + " が拒否";
            case Outcome.Stopped(var reason) -> dropped(reason);
            case Outcome.Queued(var by) ->
                "未定: " + by.table().label(by.chain()) + " のルール " + by.index() + " の queue でプログラムに渡る";
            case Outcome.Undecided(var question) -> "未定: " + question(question);
        };
    }

    @Override
    public String question(Question question) {
        return JapaneseForks.question(question);
    }

    @Override
    public String condition(Condition condition) {
        return JapaneseForks.condition(condition);
    }

    @Override
    public String dependsOn(List<Fact> fields) {
        return fields.stream().map(JapaneseFacts::name).collect(Collectors.joining("と")) + "による（与えられていない）";
    }

    @Override
    public String undecided(Fate verdict) {
        return verdict == Fate.UNKNOWN
                ? "未定: 分岐によって結果が異なる"
                : "どの分岐でも " + verdict.label() + "、ただしどこに着くか、どこから来たように見えるかは未定";
    }

    @Override
    public String ends() {
        return "結果";
    }

    @Override
    public String more(int left) {
        return "… ほか " + left + " 件";
    }

    @Override
    public String asIn(String hook, String letter, boolean differs) {
        return hook + ": [" + letter + "] と同じ" + (differs ? "、ただし" : "");
    }

    @Override
    public String otherwise() {
        return "それ以外の場合";
    }

    @Override
    public String assumption(Assumption assumption, boolean hostTold) {
        List<String> remedy = Remedy.of(assumption);
        return JapaneseFacts.assumption(assumption, hostTold)
                + (remedy.isEmpty() ? "" : "。違うなら " + String.join(" か ", remedy) + " を指定");
    }

    @Override
    public String clue(Clue clue) {
        return JapaneseFacts.clue(clue);
    }

    @Override
    public String assumed() {
        return "仮定";
    }

    @Override
    public String whyNot(WhyNot why) {
        return why.failed()
                + why.value().map(v -> ": パケットは " + v).orElse("")
                + why.nearest().map(n -> "、" + nearest(n, why)).orElse("");
    }

    private static String nearest(Nearest nearest, WhyNot why) {
        return switch (nearest) {
            case Nearest.Element(var key) -> "最も近いのは " + why.text(key);
            case Nearest.Holding(var key) -> why.text(key) + " に含まれる";
            case Nearest.EmptySet() -> "セットは空";
        };
    }

    @Override
    public String leftOut(int rules) {
        return rules + " 個のルールは一致せず";
    }

    @Override
    public String contents(int chains, int rules, int sets) {
        return "チェイン " + chains + "、ルール " + rules + (sets == 0 ? "" : "、セット " + sets);
    }

    @Override
    public String notModelled() {
        return "読めたが未対応（トレースでは一致するか、何をするかが不明になる）";
    }

    @Override
    public String endOfChain(String chain) {
        return "（" + chain + " の終わり）";
    }

    @Override
    public String asked(String name, String text) {
        return name + " はなぜ？" + (text.isEmpty() ? "" : " " + text);
    }

    @Override
    public String reaches(boolean rule) {
        return rule ? "妨げるものはない: ルールに一致する" : "妨げるものはない: チェインに入る";
    }

    @Override
    public String obstacle(Obstacle obstacle) {
        return JapaneseObstacles.of(obstacle, this);
    }

    @Override
    public String wouldReach(String changes) {
        return "次のように変えれば届き、一致する（トレースで確認済み）: " + changes;
    }

    @Override
    public String noneReaches() {
        return "届くパケットは見つからなかった（同時に 3 項目まで変えて調べた）";
    }
}
