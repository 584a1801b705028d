# Part of build-aux/dev: what the verbs do, once the environment is chosen.
#
# SPDX-License-Identifier: GPL-3.0-or-later

# What opening the window needs: less to wait for than everything.
window_targets='src/natter tests/lib/natter-test-server data/gschemas.compiled'

# One folder per set of sanitizers; $build is its path.
select_build ()
{
  build=$top/_build${SANITIZE:+-${SANITIZE//,/-}}
}

# Sets up the build folder where there is none, and anew where another environment made it.
configure ()
{
  local where=host
  local -a options=()

  select_build
  [ -z "${NATTER_INSIDE:-}" ] || where=root
  [ -z "${SANITIZE:-}" ] || options=(-Db_sanitize="$SANITIZE" -Db_lundef=false)
  if [ -e "$build/.natter-where" ] && [ "$(cat "$build/.natter-where")" != "$where" ]; then
    say "$build was made in another environment; starting it again"
    rm -rf "$build"
  fi

  if [ ! -e "$build/build.ninja" ]; then
    mkdir -p "$build"
    meson setup "${options[@]}" "$build" "$top" >&2 || die "meson setup failed; its words are above"
    echo "$where" >"$build/.natter-where"
  fi
}

# build [TARGET…]: says nothing where nothing is to be done.
build ()
{
  local -a quiet=(--quiet)

  configure
  exec 7>"$build/.natter-lock"
  flock 7
  if ! ninja -C "$build" -n "$@" | grep -q 'no work to do'; then
    say "building in ${build#"$top"/}"
    [ ! -t 2 ] || quiet=()
  fi
  ninja -C "$build" "${quiet[@]}" "$@" >&2 || die "the build failed; its words are above"
  exec 7>&-
}

verb_build ()
{
  build
  say "built in ${build#"$top"/}"
}

# The built programs come first, and find their settings schema.
use_built ()
{
  PATH=$build/src:$build/tests/lib:$build/tests/bench:$top/build-aux:$PATH
  export PATH GSETTINGS_SCHEMA_DIR=$build/data
}

verb_exec ()
{
  build
  use_built
  exec "$@"
}

verb_shell ()
{
  build
  use_built
  say "the built programs are on PATH; leave with exit"
  exec "${SHELL:-/bin/bash}" "$@"
}

verb_test ()
{
  local status=0
  local -a suite=()

  select_build
  rm -f "$build"/meson-logs/testlog*
  # The long runs of the fuzzers, which are no part of the usual ones.
  if [ "${1:-}" = fuzz ]; then
    suite=(--suite fuzz-long)
    shift
  # As many kills as NATTER_KILLS says take as long as they take.
  elif [ "${1:-}" = kill ]; then
    suite=(--timeout-multiplier 0 integration-kill)
    shift
  fi
  [ "${1:-}" != -- ] || shift
  # Some tests' programs are built for them alone.
  build all meson-test-prereq
  meson test -C "$build" --no-rebuild --print-errorlogs "${suite[@]}" "$@" || status=$?
  "$top/build-aux/test-summary" "$build/meson-logs" || status=1
  return "$status"
}

verb_summary ()
{
  select_build
  "$top/build-aux/test-summary" "$build/meson-logs" "$@"
}

verb_bench ()
{
  build
  use_built
  exec "$top/build-aux/headless" "$top/tests/bench/bench" "$@"
}

verb_screenshot ()
{
  local file=$1
  shift

  [ "${1:-}" != -- ] || shift
  # shellcheck disable=SC2086
  build $window_targets
  use_built
  exec "$top/build-aux/headless" "$top/tests/integration/screenshot.py" "$file" "$@"
}

verb_run ()
{
  local status=0

  [ "${1:-}" != -- ] || shift
  # shellcheck disable=SC2086
  build $window_targets
  use_built
  if ! has_display; then
    say "there is no display here: driving the window on a virtual one, as a person would"
    exec "$top/build-aux/headless" "$top/tests/integration/tour.py" \
      --output "$build/tour" -- "$@"
  fi

  if [[ " $* " == *" --endpoint"* ]]; then
    exec natter --profile dev "$@"
  fi

  start_server
  if prepare_profile; then
    say "a scripted server answers at $server_url in each dialect: the accounts 'Scripted (…)'"
  else
    say "the profile 'dev' is left as it is; a scripted server answers at $server_url"
    set -- --endpoint "$server_url" "$@"
  fi
  say "the model's name selects what it does (demo, markdown, thinker, busy-1, error-429, …)"
  natter --profile dev "$@" || status=$?
  kill "$server" 2>/dev/null
  return "$status"
}

has_display ()
{
  local socket=${WAYLAND_DISPLAY:-}

  [[ $socket == /* || -z $socket ]] || socket=${XDG_RUNTIME_DIR:-}/$socket
  if [ -n "$socket" ] && [ -S "$socket" ]; then
    return 0
  fi
  [ -n "${DISPLAY:-}" ] && timeout 5 xdotool getdisplaygeometry >/dev/null 2>&1
}

# An account for each dialect, beside those that are there.
prepare_profile ()
{
  "$top/tests/integration/scripted_accounts.py" \
    "${XDG_CONFIG_HOME:-$HOME/.config}/natter/profiles/dev" "$server_url"
}

# Sets $server (a process) and $server_url.
start_server ()
{
  local output

  exec {output}< <(exec natter-test-server)
  server=$!
  trap 'kill "$server" 2>/dev/null' EXIT
  read -r -t 20 server_url <&"$output" || die "natter-test-server did not start"
  # It must never block on a full pipe.
  cat <&"$output" >/dev/null &
  exec {output}<&-
}
