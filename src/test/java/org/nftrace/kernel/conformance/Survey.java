package org.nftrace.kernel.conformance;

import java.io.IOException;

/// Sends the packets of a seed through the kernel alone and prints what was met, to see what the generator covers:
///
/// ```
/// mvn -q -Dquick test-compile
/// java --enable-native-access=ALL-UNNAMED -cp target/test-classes org.nftrace.kernel.conformance.Survey SEED SCENARIOS
/// PACKETS ```
final class Survey {

    private Survey() {}

    public static void main(String[] arguments) throws IOException {
        var sweep = new Sweep(
                Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), 1);
        var began = System.nanoTime();
        var result = sweep.run(_ -> _ -> Contender.Told.nothing(), System.out);
        System.out.print(result.coverage());
        System.out.printf("%d packets in %.1f s%n", result.coverage().packets(), (System.nanoTime() - began) / 1e9);
    }
}
