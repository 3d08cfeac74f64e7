package dev.weir.gateway.replicas;

import dev.weir.gateway.config.ReplicaSettings;
import dev.weir.gateway.config.ReplicaSettings.Discovery;
import java.util.stream.Collectors;

/**
 * The protocols of membership, as JGroups wants to be told of them. All of it goes over one port, and by TLS: detection of
 * dead members is left to the connections themselves and to heartbeats, because what JGroups has for that besides listens in
 * the clear. The names come from settings that were checked, so nothing in them can end an attribute.
 */
final class Stack {

    private Stack() {}

    static String xml(ReplicaSettings settings) {
        return """
                <config xmlns="urn:org:jgroups">
                  <TCP bind_addr="%s" bind_port="%d" port_range="0" diag.enabled="false" sock_conn_timeout="1000"
                       thread_pool.min_threads="0" thread_pool.max_threads="16"/>
                  %s
                  <MERGE3 min_interval="1000" max_interval="5000"/>
                  <FD_ALL3 timeout="8000" interval="2000"/>
                  <VERIFY_SUSPECT2 timeout="1000"/>
                  <pbcast.NAKACK2 use_mcast_xmit="false" xmit_interval="200"/>
                  <UNICAST3 xmit_interval="200"/>
                  <pbcast.STABLE desired_avg_gossip="5000" max_bytes="1M"/>
                  <pbcast.GMS print_local_addr="false" join_timeout="1000"/>
                  <UFC max_credits="4m" min_threshold="0.40"/>
                  <MFC max_credits="4m" min_threshold="0.40"/>
                  <FRAG4/>
                </config>
                """.formatted(settings.bind(), settings.port(), discovery(settings));
    }

    private static String discovery(ReplicaSettings settings) {
        if (settings.discovery() instanceof Discovery.Fixed fixed) {
            String hosts = fixed.members().stream()
                    .map(member -> member.replaceFirst(":(\\d+)$", "[$1]"))
                    .collect(Collectors.joining(","));
            return "<TCPPING initial_hosts=\"" + hosts + "\" port_range=\"0\"/>";
        }
        Discovery.Dns dns = (Discovery.Dns) settings.discovery();
        String server = dns.server().isEmpty() ? "" : " dns_address=\"" + dns.server() + "\"";
        return "<dns.DNS_PING dns_query=\"" + dns.name() + "\" dns_record_type=\"A\"" + server + "/>";
    }
}
