package org.nftrace.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.IptablesLexer;
import org.nftrace.grammar.NftTokens;
import org.nftrace.grammar.Stretch;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.text.Source;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long a dump of 10,000 rules takes to read in a program that runs on, and how much of that its lexer would take
/// if it cut all of it into words.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class Parsing {
    private static final int RULES = 10_000;

    /// What the rules are written in, and whether they have few forms or one each.
    public enum Dump {
        NFT,
        NFT_NONE_ALIKE,
        IPTABLES,
        IPTABLES_NONE_ALIKE
    }

    @Param
    public Dump dump;

    private Source source;

    @Setup
    public void prepare() {
        source = new Source(
                "rules",
                switch (dump) {
                    case NFT -> nft("eth%d", 9);
                    case NFT_NONE_ALIKE -> nft("dev%d", RULES);
                    case IPTABLES -> iptables("eth%d", 9);
                    case IPTABLES_NONE_ALIKE -> iptables("dev%d", RULES);
                });
    }

    private static String nft(String device, int devices) {
        return rules("\t\tiifname " + device + " ip saddr %s tcp dport %d counter packets 0 bytes 0 drop", devices)
                .collect(Collectors.joining("\n", "table ip t {\n chain c {\n", "\n }\n}\n"));
    }

    private static String iptables(String device, int devices) {
        return rules("-A INPUT -i " + device + " -s %s/32 -p tcp -m tcp --dport %d -j DROP", devices)
                .collect(Collectors.joining("\n", "*filter\n:INPUT DROP [0:0]\n", "\nCOMMIT\n"));
    }

    // A number that is part of a word makes another form.
    private static Stream<String> rules(String rule, int devices) {
        return IntStream.range(0, RULES)
                .mapToObj(i -> rule.formatted(i % devices, "10.0." + i / 250 + "." + i % 250, 1 + i));
    }

    /// The words alone.
    @Benchmark
    public int words() {
        String text = source.text();
        var stretch = new Stretch(text, 0, text.length());
        Supplier<Token> lexer =
                text.startsWith("table") ? new NftTokens(stretch)::next : new IptablesLexer(stretch)::nextToken;
        int words = 0;
        while (lexer.get().getType() != Token.EOF) {
            words++;
        }
        return words;
    }

    /// The ruleset.
    @Benchmark
    public Loaded ruleset() {
        return Loader.load(List.of(source), List.of());
    }
}
