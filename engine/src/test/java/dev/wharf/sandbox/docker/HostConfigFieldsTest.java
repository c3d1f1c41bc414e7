package dev.wharf.sandbox.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The allowlist of a HostConfig's fields fails closed. */
class HostConfigFieldsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Binds': ['/:/host']", "'Binds': ['/var/run/docker.sock:/s:ro']", "'Mounts': [{'Type': 'bind'}]",
                "'Devices': [{'PathOnHost': '/dev/mem'}]", "'DeviceRequests': [{'Count': -1}]", "'DeviceCgroupRules': ['c *:* rwm']",
                "'CapAdd': ['SYS_ADMIN']", "'PidMode': 'host'", "'PidMode': 'container:a'", "'UTSMode': 'host'", "'UsernsMode': 'host'",
                "'Cgroup': 'container:a'", "'CgroupParent': '/own'", "'CgroupnsMode': 'container:a'", "'Sysctls': {'kernel.shm_rmid_forced': '0'}",
                "'Tmpfs': {'/tmp': 'rw,exec'}", "'VolumesFrom': ['a']", "'VolumeDriver': 'nfs'", "'GroupAdd': ['docker']",
                "'ExtraHosts': ['a:1.2.3.4']", "'Links': ['a:b']", "'PublishAllPorts': true", "'PortBindings': {'80/tcp': [{'HostPort': '80'}]}",
                "'OomKillDisable': true", "'OomScoreAdj': -1000", "'MemoryReservation': 1", "'MemorySwappiness': 100", "'KernelMemory': 9",
                "'CpuRealtimeRuntime': 9", "'CpusetCpus': '0-3'", "'Isolation': 'process'", "'RestartPolicy': {'Name': 'always'}",
                "'RestartPolicy': {'Name': 'no', 'MaximumRetryCount': 5}", "'MaskedPaths': []", "'MaskedPaths': null", "'MaskedPaths': ['/x']",
                "'ReadonlyPaths': []", "'ReadonlyPaths': null", "'StorageOpt': {'size': '120G'}", "'Init': true", "'ContainerIDFile': '/x'",
                "'DnsOptions': ['use-vc']", "'Annotations': {'run.oci.keep_original_groups': '1'}",
                "'LaterField': true", "'LaterField': 'host'", "'LaterField': [{'a': 1}]", "'LaterField': {'a': {'b': 'c'}}"
            })
    void a_field_that_weakens_or_that_nobody_knows_is_a_breach(String field) throws IOException {
        List<String> breaches = breaches(field);
        assertEquals(1, breaches.size(), field);
        assertEquals(field.substring(1, field.indexOf("':")), breaches.getFirst().split(" ")[1]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Binds': null, 'Devices': [], 'Sysctls': {}, 'PidMode': '', 'OomScoreAdj': 0, 'Init': false",
                "'ConsoleSize': [0, 0], 'ShmSize': 67108864, 'CgroupnsMode': 'host', 'Isolation': ''",
                "'PidMode': 'private', 'UTSMode': 'private', 'CgroupnsMode': 'private', 'Isolation': 'default'",
                "'RestartPolicy': {'Name': 'no', 'MaximumRetryCount': 0}, 'MemorySwappiness': null",
                "'MaskedPaths': ['/proc/asound', '/proc/kcore', '/sys/firmware'], 'ReadonlyPaths': ['/proc/bus', '/proc/sys']",
                "'LaterField': false, 'AnotherField': {'a': null, 'b': []}"
            })
    void what_daemons_say_of_an_untouched_container_is_none(String fields) throws IOException {
        assertEquals(List.of(), breaches(fields));
    }

    /** The client keeps every field of the daemon's answer, also those that it has no name for. */
    @Test
    void the_client_hands_unknown_fields_on() throws IOException {
        var mapper = DefaultDockerClientConfig.createDefaultConfigBuilder().build().getObjectMapper();
        var host = mapper.readValue("{\"LaterField\": \"host\"}", com.github.dockerjava.api.model.HostConfig.class);
        assertEquals(List.of("its LaterField is host"), HostConfigFields.breaches(host.getRawValues()));
    }

    @SuppressWarnings("unchecked")
    private static List<String> breaches(String fields) throws IOException {
        var mapper = DefaultDockerClientConfig.createDefaultConfigBuilder().build().getObjectMapper();
        return HostConfigFields.breaches(mapper.readValue("{" + fields.replace('\'', '"') + "}", Map.class));
    }
}
