import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.solr.embedded.JettyConfig;
import org.apache.solr.embedded.JettySolrRunner;

/** Solr on loopback with a collection of the given name: {@code Server.java PORT FOLDER COLLECTION}. */
final class Server {

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[1]);
        Path conf = home.resolve(args[2]).resolve("conf");
        Files.createDirectories(conf);
        Files.writeString(home.resolve("solr.xml"), "<solr/>");
        Files.writeString(home.resolve(args[2]).resolve("core.properties"), "name=" + args[2]);
        Files.writeString(conf.resolve("schema.xml"), """
                <schema name="weir" version="1.6">
                  <fieldType name="string" class="solr.StrField"/>
                  <field name="id" type="string" indexed="true" stored="true" required="true"/>
                  <field name="state" type="string" indexed="true" stored="true"/>
                  <uniqueKey>id</uniqueKey>
                </schema>
                """);
        Files.writeString(conf.resolve("solrconfig.xml"), """
                <config>
                  <luceneMatchVersion>9.10.0</luceneMatchVersion>
                  <schemaFactory class="ClassicIndexSchemaFactory"/>
                  <requestHandler name="/select" class="solr.SearchHandler"/>
                  <requestHandler name="/update" class="solr.UpdateRequestHandler"/>
                </config>
                """);
        System.setProperty("solr.jetty.host", "127.0.0.1");
        new JettySolrRunner(home.toString(), JettyConfig.builder().setPort(Integer.parseInt(args[0])).build())
                .start();
        Thread.currentThread().join();
    }
}
