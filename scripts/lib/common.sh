# Functions that the scripts and bin/wharf share. Sourced, never run.
# Whoever sources it has set `root` to the top of the checkout.

say() { printf 'wharf: %s\n' "$*" >&2; }

# refuse EXIT MESSAGE NEXT: the value and the rule, then the next step, and out.
refuse() {
  printf 'wharf: %s\n       %s\n' "$2" "$3" >&2
  exit "$1"
}

# is_jdk25 FOLDER [javac]: a Java home of version 25; with javac, one that can compile.
is_jdk25() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  [ -z "${2:-}" ] || [ -x "$1/bin/$2" ] || return 1
  local line
  while IFS= read -r line; do
    case "$line" in
      JAVA_VERSION=\"25\"* | JAVA_VERSION=\"25.*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

# find_jdk25 [javac]: prints the first Java home of version 25; only looks, so it costs bin/wharf next to nothing.
find_jdk25() {
  local candidate on_path
  on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) && on_path=${on_path%/bin/java}
  for candidate in "${JAVA_HOME:-}" "${on_path:-}" \
    /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk25 "$candidate" "${1:-}"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}
