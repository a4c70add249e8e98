import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Makes the folder that users are given: `bin/nftrace`, the jars, a run-time image, caches of loaded classes, and what
/// shells and man(1) want to know.
///
///     java src/build/Image.java FOLDER LAUNCHER MODULES JAR CLASSPATH TIME TRAINING-COMMAND [; …] [;; …]
///
/// The commands before `;;` have a cache of their own besides the one for all: what holds less is read faster.
///
/// It links the run-time image out of the very JDK that runs it. What is already there and still fits is kept.
public final class Image {
    private static final ClassFileVersion JAVA_17 = ClassFileVersion.of(ClassFile.JAVA_17_VERSION, 0);

    private final Path folder;
    private final Path lib;
    private final Path runtime;

    private Image(Path folder) {
        this.folder = folder;
        this.lib = folder.resolve("lib");
        this.runtime = folder.resolve("runtime");
    }

    public static void main(String[] args) throws Exception {
        var image = new Image(Path.of(args[0]));
        image.launcher(Path.of(args[1]));
        image.link(args[2]);
        var jar = image.jars(Path.of(args[3]), args[4]);
        image.share(jar, args[5]);
        var commands = List.of(args).subList(6, args.length);
        image.train(jar, "-trace.aot", commands.subList(0, commands.indexOf(";;")));
        image.train(
                jar,
                ".aot",
                commands.stream().map(word -> word.equals(";;") ? ";" : word).toList());
    }

    private Path executable() {
        return folder.resolve("bin").resolve("nftrace");
    }

    private void launcher(Path source) throws IOException {
        Files.createDirectories(executable().getParent());
        Files.write(executable(), Files.readAllBytes(source));
        Files.setPosixFilePermissions(executable(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// The image stays as it is while the JDK and the list of modules do.
    private void link(String modules) throws IOException {
        var stamp = folder.resolveSibling("runtime.stamp");
        var wanted = Runtime.version() + " " + modules + "\n";
        if (Files.exists(runtime)
                && Files.exists(stamp)
                && Files.readString(stamp).equals(wanted)) {
            return;
        }
        delete(runtime);
        var jlink = ToolProvider.findFirst("jlink").orElseThrow();
        int code = jlink.run(
                System.out,
                System.err,
                "--output=" + runtime,
                "--add-modules=" + modules,
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--compress=zip-6");
        if (code != 0) {
            throw new IOException("jlink failed with exit code " + code);
        }
        Files.writeString(stamp, wanted);
    }

    /// {@return the program's own jar in the folder, its name made from the contents of all jars}
    private Path jars(Path own, String classPath) throws Exception {
        Files.createDirectories(lib);
        var jars = Arrays.stream(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        var digest = MessageDigest.getInstance("SHA-256");
        byte[] program = linked(own, jars);
        digest.update(program);
        for (var jar : jars) {
            digest.update(Files.readAllBytes(jar));
        }
        var stem = "nftrace-" + HexFormat.of().formatHex(digest.digest(), 0, 6);
        var target = lib.resolve(stem + ".jar");
        if (Files.exists(target)) {
            return target;
        }
        delete(lib);
        Files.createDirectories(lib);
        for (var jar : jars) {
            Files.write(lib.resolve(jar.getFileName()), modern(jar));
        }
        Files.write(target, program);
        return target;
    }

    private static byte[] linked(Path own, List<Path> jars) throws IOException {
        return rewritten(own, jars, hierarchy -> new Linked(ClassFile.of(hierarchy))::of);
    }

    /// The cache takes no class in the format of before Java 6, which picocli has: such classes are written anew, their
    /// code unchanged, with the stack maps that the newer format asks for. Other jars come back byte for byte.
    private static byte[] modern(Path jar) throws IOException {
        return rewritten(jar, List.of(), hierarchy -> {
            var format =
                    ClassFile.of(ConstantPoolSharingOption.NEW_POOL, StackMapsOption.GENERATE_STACK_MAPS, hierarchy);
            return bytes -> isOld(bytes) ? rewrite(format, bytes) : bytes;
        });
    }

    private static boolean isOld(byte[] type) {
        return ((type[6] & 0xff) << 8 | type[7] & 0xff) < ClassFile.JAVA_6_VERSION;
    }

    /// {@return a jar with its classes written anew; the same bytes where that changes none}
    ///
    /// @param others where the classes are that those of the jar extend
    private static byte[] rewritten(
            Path jar, List<Path> others, Function<ClassHierarchyResolverOption, UnaryOperator<byte[]>> writer)
            throws IOException {
        var urls = new ArrayList<URL>(List.of(jar.toUri().toURL()));
        for (var other : others) {
            urls.add(other.toUri().toURL());
        }
        var out = new ByteArrayOutputStream();
        boolean changed = false;
        try (var zip = new ZipFile(jar.toFile());
                var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                var copy = new ZipOutputStream(out)) {
            var write = writer.apply(ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
            for (var entry : zip.stream().toList()) {
                byte[] bytes = bytes(zip, entry);
                byte[] written = entry.getName().endsWith(".class") ? write.apply(bytes) : bytes;
                changed |= written != bytes;
                put(copy, entry, written);
            }
        }
        return changed ? out.toByteArray() : Files.readAllBytes(jar);
    }

    private static byte[] rewrite(ClassFile format, byte[] old) {
        ClassTransform newer = (builder, element) -> {
            switch (element) {
                case ClassFileVersion _ -> builder.with(JAVA_17);
                case MethodModel method ->
                    builder.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
                default -> builder.with(element);
            }
        };
        return format.transformClass(format.parse(old), newer);
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) {
        try (var in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(ZipOutputStream zip, ZipEntry like, byte[] bytes) throws IOException {
        var entry = new ZipEntry(like.getName());
        entry.setTime(like.getTime());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private void share(Path jar, String time) throws IOException, InterruptedException {
        var share = folder.resolve("share");
        delete(share);
        var java = runtime.resolve("bin").resolve("java").toString();
        var command = List.of(java, "-cp", jar.toString(), "org.nftrace.cli.ShareMain", share.toString(), time);
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("the manual could not be written (exit code " + code + ")");
        }
    }

    /// Runs the program's commands of the training, one after another, and keeps what it loaded. Its answers do not
    /// matter here, only that it ran.
    private void train(Path jar, String suffix, List<String> commands) throws IOException, InterruptedException {
        var cache = lib.resolve(jar.getFileName().toString().replace(".jar", suffix));
        if (Files.exists(cache)) {
            return;
        }
        var command = new ArrayList<>(List.of(
                runtime.resolve("bin").resolve("java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // What grew hot in so short a run helps no other.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTRecordTraining",
                "-XX:AOTCacheOutput=" + cache.toAbsolutePath(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                jar.toString(),
                "org.nftrace.cli.TrainingMain"));
        command.addAll(commands);
        var log = folder.resolveSibling("training.log");
        var training = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        int code = training.start().waitFor();
        if (!Files.exists(cache)) {
            throw new IOException("the training run made no cache (exit code " + code + "), see " + log);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
