package dev.wharf.sandbox.docker;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the Docker daemon listens: a UNIX socket, or a TCP port without TLS. */
sealed interface DockerAddress {

    Path DEFAULT_SOCKET = Path.of("/var/run/docker.sock");

    /** As DOCKER_HOST writes it. */
    String uri();

    /** Opens a connection of its own; an exception's message names the address. */
    SocketChannel connect() throws IOException;

    /** The daemon of DOCKER_HOST, else the machine's socket, else the socket of this user's rootless daemon. */
    static DockerAddress fromEnvironment(Map<String, String> environment) {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (host.isBlank()) {
            String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
            Path rootless = Path.of(runtime, "docker.sock");
            boolean useRootless = !Files.exists(DEFAULT_SOCKET) && !runtime.isBlank() && Files.exists(rootless);
            return new Unix(useRootless ? rootless : DEFAULT_SOCKET);
        }
        String tls = environment.getOrDefault("DOCKER_TLS_VERIFY", "");
        return parse(host, !tls.isBlank() && !tls.equals("0"));
    }

    private static DockerAddress parse(String host, boolean tls) {
        URI uri;
        try {
            uri = URI.create(host);
        } catch (IllegalArgumentException e) {
            throw unusable(host, "it is no URI", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("unix") && uri.getPath() != null && !uri.getPath().isEmpty()) {
            return new Unix(Path.of(uri.getPath()));
        }
        if ((scheme.equals("tcp") || scheme.equals("http")) && uri.getHost() != null && !tls) {
            return new Tcp(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort());
        }
        throw unusable(host, tls ? "TLS is not spoken here" : "only unix:///PATH and tcp://HOST:PORT are spoken", null);
    }

    private static WharfException unusable(String host, String why, @Nullable Throwable cause) {
        return new WharfException(
                Kind.ENVIRONMENT,
                "docker-host",
                "DOCKER_HOST is " + host + ": " + why,
                "set DOCKER_HOST to the daemon's UNIX socket, for a distant daemon to one that ssh forwards"
                        + " (ssh -L /tmp/docker.sock:/var/run/docker.sock HOST)",
                cause);
    }

    record Unix(Path socket) implements DockerAddress {
        @Override
        public String uri() {
            return "unix://" + socket;
        }

        @Override
        public SocketChannel connect() throws IOException {
            if (!Files.exists(socket)) {
                throw new IOException("there is no socket " + socket);
            }
            if (!Files.isWritable(socket)) {
                throw new AccessDeniedException(socket.toString(), null, "this user may not write to it");
            }
            return opened(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        }
    }

    record Tcp(String host, int port) implements DockerAddress {
        @Override
        public String uri() {
            return "tcp://" + host + ":" + port;
        }

        @Override
        public SocketChannel connect() throws IOException {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return opened(channel);
        }
    }

    private static SocketChannel opened(SocketChannel channel) throws IOException {
        channel.configureBlocking(true);
        return channel;
    }
}
