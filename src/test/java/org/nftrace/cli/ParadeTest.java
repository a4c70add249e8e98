package org.nftrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nftrace.host.Host;
import org.nftrace.load.Loader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketsFile;
import org.nftrace.text.Source;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

class ParadeTest {
    private static final String RULES = """
        table ip t {
        	map ports {
        		type inet_service : verdict
        		elements = { 1 : accept, 2 : drop, 3 : jump c }
        	}

        	chain c {
        		ip saddr 10.0.0.0/25 accept
        	}

        	chain input {
        		type filter hook input priority 0; policy drop;
        		udp dport vmap @ports
        		ct state established accept
        	}
        }
        """;

    @Test
    void packets_that_are_traced_at_the_same_time_are_told_in_their_order() {
        var packets = packets();
        var ruleset =
                Loader.load(List.of(new Source("rules.nft", RULES)), List.of()).ruleset();
        var one = new Talk(Tracer.of(ruleset, Host.UNKNOWN, TraceOptions.DEFAULT), false, false);
        List<Trace> expected =
                packets.stream().flatMap(p -> one.trace(p).stream()).toList();
        var told = new ArrayList<Trace>();
        new Parade(Tracer.of(ruleset, Host.UNKNOWN, TraceOptions.DEFAULT), false, false)
                .run(packets.iterator(), told::add);
        assertEquals(expected, told);
    }

    // Conversations of one to three packets, so that a bunch ends within one.
    private static List<PacketSpec> packets() {
        var text = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            text.append("udp:10.0.0.%d:%d->192.0.2.1:%d in=eth0%n".formatted(i % 250 + 1, 1024 + i, i % 5));
            text.append(i % 3 == 0 ? "<-\n" : "").append(i % 7 == 0 ? "-> len=100\n" : "");
        }
        var read = PacketsFile.read(new Source("packets.txt", text.toString()));
        assertEquals(List.of(), read.diagnostics());
        return read.packets();
    }

    @Test
    void progress_is_a_bar_where_it_is_known_how_long_the_work_is() {
        assertEquals(
                "[#####               ]  25 %  1000 packets, 500 a second", Progress.line(Optional.of(0.25), 1000, 2));
        assertEquals("1000 packets, 500 a second", Progress.line(Optional.empty(), 1000, 2));
    }
}
