package org.nftrace.text;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Texts in which lines come again with other numbers, addresses and strings in them, right ones and wrong ones.
public final class Repeated {
    private static final int TIMES = 6;
    private static final Pattern GAP =
            Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+|(?<![0-9.])[0-9]+(?![0-9.])|\"[^\"\n]*\"");
    private static final List<String> ADDRESSES =
            List.of("10.1.2.3", "0.0.0.0", "255.255.255.255", "10.0.0.300", "1.2.3.4567", "010.1.1.1", "192.0.2.0");
    private static final List<String> NUMBERS =
            List.of("0", "1", "7", "22", "007", "33", "129", "255", "256", "65535", "65536", "4294967296", "00");
    private static final List<String> STRINGS =
            List.of("\"eth0\"", "\"\"", "\"a b\"", "\"22\"", "\"veth*\"", "\"10:00\"", "\"# { ;\"", "\"eth0\" ");

    /// Reads all that can be read ahead, line by line.
    public static final Shortcuts AHEAD = new Shortcuts(true, 10, Runnable::run);

    private Repeated() {}

    /// {@return the text with some lines put in behind each that may come again}
    public static String lines(String text, Predicate<String> may, Random random) {
        return text.lines()
                .flatMap(
                        line -> Stream.iterate(line, _ -> changed(line, random)).limit(may.test(line) ? TIMES : 1))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String changed(String line, Random random) {
        return GAP.matcher(line)
                .replaceAll(found -> random.nextInt(3) == 0
                        ? found.group().replace("\\", "\\\\").replace("$", "\\$")
                        : other(found.group(), random));
    }

    private static String other(String gap, Random random) {
        List<String> others = gap.startsWith("\"") ? STRINGS : gap.contains(".") ? ADDRESSES : NUMBERS;
        return others.get(random.nextInt(others.size()));
    }
}
