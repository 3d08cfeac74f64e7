package dev.weir.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Every reference of the libraries that were built against some Vert.x into {@code io.vertx} resolves against the Vert.x on
 * our class path. What a version bump breaks is found here in seconds, not at the first connection.
 */
final class LinkageTest {

    private static final String VERTX_MODULE =
            "io.vertx.core.json.jackson.VertxModule → io.vertx.core.json.jackson.VertxModule.";
    private static final String SIMPLE_MODULE = "Lcom/fasterxml/jackson/databind/module/SimpleModule;";

    /** References that do not resolve, each with who is hurt by it. One that is mended leaves this list. */
    private static final Set<String> KNOWN =
            Set.of( // fabric8 8.0.0 is built against 5.2: only requests with "Expect: 100-continue" call it.
                    "io.fabric8.kubernetes.client.vertx5.Vertx5HttpRequest → "
                            + "io.vertx.core.http.HttpClientRequest.writeHead()Lio/vertx/core/Future;",
                    // A fault, not mended yet: an HTTP proxy to the API server works with Basic credentials only.
                    "io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientBuilder → io.vertx.core.net.ProxyOptions"
                            + ".setProxyAuthorization(Ljava/lang/String;)Lio/vertx/core/net/ProxyOptions;",
                    // Jackson 2's databind is not on our class path; Vert.x sees that and uses its codec without it.
                    VERTX_MODULE + "addDeserializer(Ljava/lang/Class;Lcom/fasterxml/jackson/databind/JsonDeserializer;)"
                            + SIMPLE_MODULE,
                    VERTX_MODULE + "addSerializer(Ljava/lang/Class;Lcom/fasterxml/jackson/databind/JsonSerializer;)"
                            + SIMPLE_MODULE);

    /** Optional companions of Vert.x modules, absent unless somebody adds them. */
    private static final List<String> OPTIONAL = List.of(
            "io/vertx/ext/auth/", "io/vertx/ext/healthchecks/", "io/vertx/core/transport/", "io/vertx/codegen/");

    private record Member(String owner, String name, String descriptor) {
        @Override
        public String toString() {
            return owner.replace('/', '.') + "." + name + descriptor;
        }
    }

    private record Shape(String parent, List<String> interfaces, Set<String> members) {}

    private final Map<String, Shape> shapes = new HashMap<>();

    @Test
    void everyReferenceIntoVertxResolves() throws IOException {
        List<JarFile> jars = jars();
        for (JarFile jar : jars) {
            eachClass(jar, bytes -> readShape(new ClassReader(bytes)));
        }
        assertTrue(shapes.containsKey("io/vertx/core/Vertx"), "Vert.x is on the class path");
        TreeSet<String> broken = new TreeSet<>();
        int[] references = {0};
        for (JarFile jar : jars) {
            if (callsVertx(jar)) {
                eachClass(jar, bytes -> references[0] += unresolved(new ClassReader(bytes), broken));
            }
        }
        assertTrue(references[0] > 10_000, references[0] + " references were looked at");
        assertEquals(KNOWN, broken);
    }

    private static List<JarFile> jars() throws IOException {
        List<JarFile> jars = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (path.endsWith(".jar")) {
                jars.add(new JarFile(path));
            }
        }
        return jars;
    }

    private static boolean callsVertx(JarFile jar) {
        String name = new File(jar.getName()).getName();
        return Stream.of("vertx-", "kubernetes-", "mockwebserver").anyMatch(name::startsWith);
    }

    private interface Reader {
        void read(byte[] bytes);
    }

    private static void eachClass(JarFile jar, Reader reader) throws IOException {
        for (var entry : jar.stream().toList()) {
            if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                try (InputStream bytes = jar.getInputStream(entry)) {
                    reader.read(bytes.readAllBytes());
                }
            }
        }
    }

    private void readShape(ClassReader type) {
        Set<String> members = new java.util.HashSet<>();
        type.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] faults) {
                        members.add(name + descriptor);
                        return null;
                    }

                    @Override
                    public FieldVisitor visitField(
                            int access, String name, String descriptor, String signature, Object value) {
                        members.add(name + descriptor);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        shapes.putIfAbsent(type.getClassName(), new Shape(type.getSuperName(), List.of(type.getInterfaces()), members));
    }

    private int unresolved(ClassReader type, Set<String> broken) {
        int[] looked = {0};
        String from = type.getClassName().replace('/', '.');
        type.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] faults) {
                        return new References(from, broken, looked);
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return looked[0];
    }

    private final class References extends MethodVisitor {

        private final String from;
        private final Set<String> broken;
        private final int[] looked;

        References(String from, Set<String> broken, int[] looked) {
            super(Opcodes.ASM9);
            this.from = from;
            this.broken = broken;
            this.looked = looked;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            look(new Member(owner, name, descriptor));
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            look(new Member(owner, name, descriptor));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle) {
                    look(new Member(handle.getOwner(), handle.getName(), handle.getDesc()));
                }
            }
        }

        private void look(Member member) {
            if (!member.owner().startsWith("io/vertx/") || OPTIONAL.stream().anyMatch(member.owner()::startsWith)) {
                return;
            }
            looked[0]++;
            if (!resolves(member.owner(), member)) {
                broken.add(from + " → " + member);
            }
        }
    }

    private boolean resolves(String owner, Member member) {
        Shape shape = shapes.get(owner);
        if (shape == null) {
            return owner.startsWith("java/") && inJdk(owner, member.name());
        }
        return shape.members().contains(member.name() + member.descriptor())
                || shape.parent() != null && resolves(shape.parent(), member)
                || shape.interfaces().stream().anyMatch(parent -> resolves(parent, member));
    }

    private static boolean inJdk(String owner, String name) {
        try {
            Class<?> type = Class.forName(owner.replace('/', '.'), false, LinkageTest.class.getClassLoader());
            return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                    .flatMap(level ->
                            Stream.concat(Stream.of(level.getMethods()), Stream.of(level.getDeclaredMethods())))
                    .anyMatch(method -> method.getName().equals(name));
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
