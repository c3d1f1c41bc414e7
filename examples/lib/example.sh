# What the examples share. Sourced by examples/NAME/run, which has set `example` to its name.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lib/common.sh"

folder=${1:-$root/target/examples/$example}
java_home=$(find_jdk25) || refuse 5 "no Java 25 was found" "run scripts/setup"
classes=$(ls "$root"/examples/target/examples-*.jar 2>/dev/null | head -n 1) ||
  refuse 2 "nothing is built in this checkout yet" "run scripts/setup"
class_path="$classes:$root/spring-shell-app/target/app/lib/*"

example_java() {
  "$java_home/bin/java" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -cp "$class_path" "$@" 2> >(grep -v '^SLF4J' >&2)
}

bold=
plain=
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$(printf '\033[1m')
  plain=$(printf '\033[0m')
fi

# say_step TEXT: what comes next, and why.
say_step() { printf '\n%s# %s%s\n' "$bold" "$1" "$plain"; }

# wharf ARGUMENT…: shows the command as one would type it, then runs it in the example's workspace.
wharf() {
  local argument
  printf '%s$ wharf' "$bold"
  for argument in "$@"; do
    case "$argument" in
      *[!A-Za-z0-9_./:=-]*) printf ' "%s"' "$argument" ;;
      *) printf ' %s' "$argument" ;;
    esac
  done
  printf '%s\n' "$plain"
  (cd "$folder" && "$root/bin/wharf" "$@")
}

# make_data: a fresh folder with source.db, which has rows, and target.db, which has tables only.
make_data() {
  rm -rf "$folder"
  mkdir -p "$folder"
  example_java dev.wharf.examples.MakeExample "$example" "jdbc:sqlite:$folder/source.db" "jdbc:sqlite:$folder/target.db"
}

# state_of_target: its tables with their rows and a hash over them, without Wharf's own.
state_of_target() { example_java dev.wharf.examples.StateOf "jdbc:sqlite:$folder/target.db"; }

same() {
  if [ "$1" = "$2" ]; then
    say_step "$3"
  else
    printf '%s\n' "$2"
    refuse 1 "the target is not what it was before" "this is a defect of Wharf"
  fi
}
