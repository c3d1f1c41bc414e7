# What scripts/setup may do to a machine: find or install the JDK, Maven and Docker. Sourced after common.sh.

# as_root COMMAND…: runs it with the right to change the system; may_be_root says beforehand whether there is one.
may_be_root() { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

apt_is_fresh=
apt_refresh() {
  [ -z "$apt_is_fresh" ] || return 0
  say "reading the package lists (apt-get update), because something has to be installed"
  as_root apt-get -qq update >&2 || return 1
  apt_is_fresh=yes
}

# apt_install PACKAGE…: false where one of them is not to be had.
apt_install() {
  command -v apt-get >/dev/null && may_be_root && apt_refresh || return 1
  local package
  for package in "$@"; do
    apt-cache show "$package" >/dev/null 2>&1 || return 1
  done
  say "installing $* (apt-get install)"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "$@" >&2
}

dnf_install() {
  command -v dnf >/dev/null && may_be_root || return 1
  say "installing $* (dnf install)"
  as_root dnf -q -y install "$@" >&2
}

brew_install() {
  command -v brew >/dev/null || return 1
  say "installing $* (brew install)"
  brew install -q "$@" >&2
}

# need_jdk: sets and exports JAVA_HOME.
need_jdk() {
  local home
  if ! home=$(find_jdk25 jlink); then
    say "no JDK 25 is here; Wharf is built and run with it, and its Java is what the sandbox images are made of"
    apt_install openjdk-25-jdk-headless || apt_install temurin-25-jdk \
      || dnf_install java-25-openjdk-devel java-25-openjdk-jmods || brew_install openjdk@25 || true
    home=$(find_jdk25 jlink) || refuse 5 "no JDK 25 was found, and none could be installed" \
      "install one (for example Temurin 25), set JAVA_HOME to it, and run scripts/setup again"
  fi
  export JAVA_HOME=$home
  say "JDK 25: $JAVA_HOME"
}

# need_maven: Maven is looked for on the PATH only.
need_maven() {
  if ! command -v mvn >/dev/null; then
    say "no Maven is on the PATH; it builds Wharf"
    apt_install maven || dnf_install maven || brew_install maven || true
    command -v mvn >/dev/null || refuse 5 "Maven was not found, and could not be installed" \
      "install Maven 3.8 or newer, put mvn on the PATH, and run scripts/setup again"
  fi
  say "Maven: $(command -v mvn)"
}

# run_maven ARGUMENT…: in the checkout, with the JDK that was found. Maven's own libraries use what JDK 25 warns of, and end
# with the escapes that reset a terminal's colours, into files too.
run_maven() {
  (
    cd "$root"
    MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Djansi.noreset=true" mvn -B -ntp "$@"
  )
}

docker_socket() {
  case "${DOCKER_HOST:-}" in
    '')
      if [ ! -e /var/run/docker.sock ] && [ -n "${XDG_RUNTIME_DIR:-}" ] && [ -S "$XDG_RUNTIME_DIR/docker.sock" ]; then
        printf '%s\n' "$XDG_RUNTIME_DIR/docker.sock"
      else
        printf '%s\n' /var/run/docker.sock
      fi
      ;;
    unix://*) printf '%s\n' "${DOCKER_HOST#unix://}" ;;
  esac
}

# docker_get PATH: asks the daemon's own API, so that no docker command is needed.
docker_get() {
  local socket
  socket=$(docker_socket)
  if [ -n "$socket" ]; then
    curl -fsS --max-time 20 --unix-socket "$socket" "http://docker$1" 2>/dev/null
  else
    curl -fsS --max-time 20 "http://${DOCKER_HOST#*://}$1" 2>/dev/null
  fi
}

docker_answers() {
  if command -v curl >/dev/null; then
    docker_get /_ping >/dev/null
  else
    docker version >/dev/null 2>&1
  fi
}

# docker_starts: starts an installed engine and waits for its socket.
docker_starts() {
  may_be_root || return 1
  if [ -d /run/systemd/system ]; then
    say "starting Docker (systemctl start docker)"
    as_root systemctl start docker >&2 || return 1
  elif [ "$(uname)" = Darwin ]; then
    return 1
  else
    mkdir -p "$root/.wharf"
    say "starting Docker by hand, because no service manager runs here (dockerd, its log: .wharf/dockerd.log)"
    # in a session of its own, so that it outlives this script and its terminal
    as_root setsid nohup dockerd >"$root/.wharf/dockerd.log" 2>&1 </dev/null &
  fi
  local tries
  for tries in $(seq 1 120); do
    docker_answers && return 0
    sleep 0.5
  done
  say "Docker did not answer within a minute"
  [ ! -f "$root/.wharf/dockerd.log" ] || tail -n 5 "$root/.wharf/dockerd.log" >&2
  return 1
}

# need_docker: there is no mode without the container.
need_docker() {
  if docker_answers; then
    say "Docker: answers at ${DOCKER_HOST:-$(docker_socket)}"
    return
  fi
  [ -z "${DOCKER_HOST:-}" ] || refuse 5 "Docker does not answer at DOCKER_HOST=$DOCKER_HOST" \
    "check that address, or unset DOCKER_HOST to use this machine's own Docker"
  local socket
  socket=$(docker_socket)
  if [ -S "$socket" ] && [ ! -w "$socket" ]; then
    refuse 5 "Docker runs, but $(id -un) may not use its socket $socket" \
      "sudo usermod -aG docker $(id -un), log in again, and run scripts/setup again"
  fi
  if [ "$(uname)" = Darwin ]; then
    refuse 5 "Docker does not answer, and Wharf runs migration classes in containers only" \
      "start Docker Desktop (or colima), and run scripts/setup again"
  fi
  may_be_root || refuse 5 "Docker does not answer, and $(id -un) may not install or start it" \
    "as root: apt-get install docker.io containerd runc iptables, start it, add $(id -un) to the group docker; then scripts/setup again"
  if ! command -v dockerd >/dev/null; then
    say "no Docker Engine is installed; migration classes run in its containers and nowhere else"
    apt_install docker.io containerd runc iptables || dnf_install moby-engine || dnf_install docker \
      || refuse 5 "Docker Engine could not be installed by this machine's packages" \
        "install Docker Engine 20.10 or newer, start it, and run scripts/setup again"
  fi
  docker_answers || docker_starts || refuse 5 "Docker Engine is installed but could not be started" \
    "look at .wharf/dockerd.log or journalctl -u docker, start it, and run scripts/setup again"
  docker_answers || refuse 5 "Docker runs, but $(id -un) may not use its socket $socket" \
    "sudo usermod -aG docker $(id -un), log in again, and run scripts/setup again"
  say "Docker: answers at $socket"
}
