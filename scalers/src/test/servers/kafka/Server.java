import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that is its own controller: {@code Server.java PROPERTIES FOLDER SCRAM...}; each SCRAM is a user who is there from
 * the beginning, as {@code MECHANISM=[name=…,password=…]}.
 */
final class Server {

    public static void main(String[] args) throws Exception {
        String data = args[1];
        if (!Files.exists(Path.of(data, "meta.properties"))) {
            Files.createDirectories(Path.of(data));
            new Formatter()
                    .setPrintStream(System.out)
                    .setClusterId("d2VpcndlaXJ3ZWlyd2Vpcg")
                    .setNodeId(1)
                    .addDirectory(data)
                    .setMetadataLogDirectory(data)
                    .setControllerListenerName("CONTROLLER")
                    .setScramArguments(Arrays.asList(args).subList(2, args.length))
                    .run();
        }
        kafka.Kafka.main(new String[] {args[0]});
    }
}
