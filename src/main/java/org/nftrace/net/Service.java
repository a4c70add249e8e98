package org.nftrace.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Ports by the name of the service: `ssh`, `domain`, as people write them and `iptables -L` without `-n` prints them.
///
/// A host may have others in its /etc/services; those are not known here.
public final class Service {
    private static final Map<String, Integer> PORTS = read();

    private Service() {}

    /// {@return the port of the service, or empty when the name is not widely known}
    public static OptionalInt port(String name) {
        Integer port = PORTS.get(name);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    // The first port of a name counts: /etc/services too is searched from the top.
    private static Map<String, Integer> read() {
        var ports = new HashMap<String, Integer>();
        try (var lines = new BufferedReader(
                new InputStreamReader(Service.class.getResourceAsStream("services.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                for (int i = 1; i < words.length && !words[0].equals("#"); i++) {
                    ports.putIfAbsent(words[i], Integer.valueOf(words[0]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(ports);
    }
}
