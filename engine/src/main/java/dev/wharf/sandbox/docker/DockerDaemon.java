package dev.wharf.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Function;

/**
 * The connection to one Docker daemon. Its failures become exceptions of kind ENVIRONMENT: {@code docker-unreachable} where
 * nobody answers, {@code docker-refused} where the daemon says no. No API version is asked for, so a daemon of any age
 * speaks its own.
 */
final class DockerDaemon implements AutoCloseable {

    private final DockerAddress address;
    private final DockerClient client;

    private DockerDaemon(DockerAddress address, DockerClient client) {
        this.address = address;
        this.client = client;
    }

    /** Connects, or says why not and what to do. */
    static DockerDaemon connect(DockerAddress address) {
        // a connection of our own first: its failure names the reason better than the library's does
        try (SocketChannel ignored = address.connect()) {
            DockerDaemon daemon = new DockerDaemon(address, newClient(address));
            daemon.call(client -> client.pingCmd().exec());
            return daemon;
        } catch (IOException e) {
            throw unreachable(address, e);
        }
    }

    DockerAddress address() {
        return address;
    }

    /** Asks the daemon something. {@link NotFoundException} and {@link ConflictException} pass, for they are answers. */
    <T> T call(Function<DockerClient, T> question) {
        try {
            return question.apply(client);
        } catch (NotFoundException | ConflictException e) {
            throw e;
        } catch (DockerException e) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "docker-refused",
                    "the Docker daemon at " + address.uri() + " refused (" + e.getHttpStatus() + "): " + oneLine(e),
                    "run wharf sandbox doctor, which looks at what the sandbox needs from Docker",
                    e);
        } catch (RuntimeException e) {
            // the library has no exception of its own for a connection that broke
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException) {
                    throw unreachable(address, e);
                }
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // connections that cannot be closed are closed by the end of the process
        }
    }

    static WharfException unreachable(DockerAddress address, Throwable cause) {
        return new WharfException(
                Kind.ENVIRONMENT,
                "docker-unreachable",
                "Docker cannot be reached at " + address.uri() + ": " + oneLine(cause),
                remedy(address, cause),
                cause);
    }

    private static String remedy(DockerAddress address, Throwable cause) {
        if (!(address instanceof DockerAddress.Unix unix)) {
            return "check DOCKER_HOST, and that the daemon listens there";
        }
        String text = oneLine(cause);
        if (text.contains("may not write") || text.contains("ermission denied")) {
            return "let this user use Docker: sudo usermod -aG docker \"$USER\", then log in again";
        }
        return "start Docker and try again: scripts/setup installs and starts it where it may; by hand: sudo systemctl"
                + " start docker, or sudo dockerd & where no service manager runs (socket: " + unix.socket() + ")";
    }

    private static DockerClient newClient(DockerAddress address) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address.uri())
                .withDockerTlsVerify(false)
                .build();
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(address.uri()))
                .connectionTimeout(Duration.ofSeconds(10))
                .build();
        return DockerClientImpl.getInstance(config, http);
    }

    private static String oneLine(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
