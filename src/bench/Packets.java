import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/// Writes a capture of as many packets as one likes, for the host of samples/radius; the same packets each time.
///
///     java src/bench/Packets.java 1000000 > million.pcap
public final class Packets {
    private static final int[] PORTS = {1812, 8080, 514, 67, 22, 53};
    private static final int[] PROTOCOLS = {17, 17, 17, 6, 6, 1};
    private static final byte[] OTHER_MAC = {2, 0, 0, 0, 0, 2};
    private static final byte[] OWN_MAC = {2, 0, 0, 0, 1, 1};
    private static final int HEADERS = 14 + 20;

    private final Random random = new Random(11);

    private Packets() {}

    public static void main(String[] args) throws IOException {
        var packets = new Packets();
        try (var out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16))) {
            // Magic, version 2.4, no time zone, whole frames of Ethernet.
            out.write(ByteBuffer.allocate(24)
                    .putInt(0xa1b2c3d4)
                    .putShort((short) 2)
                    .putShort((short) 4)
                    .putInt(16, 65_535)
                    .putInt(20, 1)
                    .array());
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                byte[] frame = packets.frame();
                out.writeInt(i / 1_000);
                out.writeInt(i % 1_000 * 1_000);
                out.writeInt(frame.length);
                out.writeInt(frame.length);
                out.write(frame);
            }
        }
    }

    private byte[] frame() {
        int protocol = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
        int payload = protocol == 6 ? 20 : 8;
        var frame = ByteBuffer.allocate(HEADERS + payload);
        frame.put(OWN_MAC).put(OTHER_MAC).putShort((short) 0x0800);
        frame.putShort((short) 0x4500).putShort((short) (20 + payload));
        frame.putShort((short) random.nextInt(1 << 16)).putShort((short) 0x4000);
        frame.put((byte) (random.nextInt(8) == 0 ? 1 : 64)).put((byte) protocol).putShort((short) 0);
        frame.putInt(source()).putInt(destination());
        return (protocol == 1 ? echo(frame) : ports(frame, protocol)).array();
    }

    private int source() {
        return random.nextInt(4) == 0
                ? address(198, 51, 100, 1 + random.nextInt(254))
                : address(10, 254, 10, 1 + random.nextInt(250));
    }

    private int destination() {
        return switch (random.nextInt(6)) {
            case 0 -> address(172, 20, 0, 2 + random.nextInt(4));
            case 1 -> address(203, 0, 113, 9);
            default -> address(10, 254, 10, 252);
        };
    }

    private static int address(int a, int b, int c, int d) {
        return a << 24 | b << 16 | c << 8 | d;
    }

    private static ByteBuffer echo(ByteBuffer frame) {
        return frame.putShort((short) 0x0800).putShort((short) 0).putInt(0x0001_0001);
    }

    private ByteBuffer ports(ByteBuffer frame, int protocol) {
        int port = random.nextInt(8) == 0 ? 1 + random.nextInt(65_535) : PORTS[random.nextInt(PORTS.length)];
        frame.putShort((short) (1_024 + random.nextInt(64_000))).putShort((short) port);
        return protocol == 17
                ? frame.putShort((short) 8).putShort((short) 0)
                : frame.putInt(random.nextInt())
                        .putInt(0)
                        .putShort((short) 0x5002)
                        .putShort((short) 64_240)
                        .putInt(0);
    }
}
