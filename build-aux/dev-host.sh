# Part of build-aux/dev: does this machine have what Natter needs, or can its package manager bring
# it?
#
# SPDX-License-Identifier: GPL-3.0-or-later

# pkg-config module, lowest version, Debian package: the floor that meson.build asks for.
floor='
gtk4             4.18  libgtk-4-dev
libadwaita-1     1.7   libadwaita-1-dev
glib-2.0         2.84  libglib2.0-dev
libsoup-3.0      3.6   libsoup-3.0-dev
json-glib-1.0    1.10  libjson-glib-dev
md4c             0.5   libmd4c-dev
sqlite3          3.46  libsqlite3-dev
libsecret-1      0.21  libsecret-1-dev
gtksourceview-5  5.16  libgtksourceview-5-dev
'

host_commands='cc meson ninja pkg-config msgfmt glib-compile-schemas git python3 clang
desktop-file-validate appstreamcli xmllint
dbus-run-session gnome-keyring-daemon Xvfb xauth xdotool maim'

# Sets $environment to `host` or `root`.
choose_environment ()
{
  local missing

  case ${NATTER_WHERE:-} in
    host|root)
      environment=$NATTER_WHERE
      [ "$environment" = root ] || host_is_ready || host_install
      return
      ;;
    '') ;;
    *) die "NATTER_WHERE is '$NATTER_WHERE'; it can be host or root" ;;
  esac

  environment=host
  ! host_is_ready || return 0
  if have apt-get && host_apt_has_floor; then
    host_install
  elif host_has_floor; then
    missing=$(host_missing_commands)
    die "the libraries are here, but these are not: $missing; README.md lists the packages"
  else
    environment=root
  fi
}

have ()
{
  command -v "$1" >/dev/null 2>&1
}

host_has_floor ()
{
  local module version

  have pkg-config || return 1
  while read -r module version _; do
    [ -z "$module" ] || pkg-config --atleast-version="$version" "$module" 2>/dev/null || return 1
  done <<<"$floor"
}

host_missing_commands ()
{
  local command

  for command in $host_commands; do
    have "$command" || printf '%s ' "$command"
  done
  python3 -c 'import gi; gi.require_version ("Atspi", "2.0")' 2>/dev/null ||
    printf 'python3-gi with Atspi '
}

host_is_ready ()
{
  host_has_floor && [ -z "$(host_missing_commands)" ]
}

# The package names in packages-debian, one a line.
listed_packages ()
{
  sed 's/#.*//' "$top/build-aux/packages-debian" | awk 'NF { print $1 }'
}

apt_candidate ()
{
  LC_ALL=C apt-cache policy "$1" 2>/dev/null |
    awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }'
}

host_apt_has_floor ()
{
  local module version package candidate

  # A fresh machine has no package lists yet, and cannot say.
  if ! have_package_lists; then
    may_install || return 1
    apt_get "reading the package lists" update
  fi

  while read -r module version package; do
    [ -n "$module" ] || continue
    candidate=$(apt_candidate "$package")
    [ -n "$candidate" ] && dpkg --compare-versions "${candidate#*:}" ge "$version" || return 1
  done <<<"$floor"
}

have_package_lists ()
{
  compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null
}

host_install ()
{
  local package
  local -a missing=()

  have apt-get || die "this machine lacks libraries or commands: README.md lists the packages"
  while read -r package; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      missing+=("$package")
  done < <(listed_packages)

  [ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}"
  host_has_floor ||
    die "the installed libraries are older than Natter needs; try NATTER_WHERE=root build-aux/dev"
}

may_install ()
{
  [ "$(id -u)" = 0 ] || have sudo
}

as_root ()
{
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo --preserve-env=http_proxy,https_proxy,no_proxy,DEBIAN_FRONTEND "$@"
  fi
}

apt_install ()
{
  if ! may_install; then
    die "these packages are missing, and installing them needs root: apt-get install $*"
  fi

  have_package_lists || apt_get "reading the package lists" update
  say "installing with apt: $*"
  if ! apt_get_quietly "installing $# packages" install "$@"; then
    # Old lists name versions that the mirror no longer has.
    apt_get "reading the package lists again" update
    apt_get "installing $# packages" install "$@"
  fi
}

apt_get ()
{
  apt_get_quietly "$@" && return
  tail -n 8 "$cache/setup.log" | sed 's/^/  /' >&2
  die "apt-get $2 failed, its last words are above (all of them: $cache/setup.log);
     is the network there?"
}

# apt_get_quietly WHAT VERB [PACKAGE…]: believes an expired Release file only after saying so.
apt_get_quietly ()
{
  local what=$1
  local -a command=(apt-get -y --no-install-recommends -o Acquire::Retries=3)
  shift

  export DEBIAN_FRONTEND=noninteractive
  # Asks for the password before the progress line starts.
  [ "$(id -u)" = 0 ] || sudo -v || return
  ! apt_cannot_sandbox || command+=(-o APT::Sandbox::User=root)
  # apt calls a failed update a warning, unless asked.
  [ "$1" != update ] || command+=(-o APT::Update::Error-Mode=any)

  with_progress "$what" as_root "${command[@]}" "$@" && return
  release_has_expired || return
  say "the package lists are past their date (Valid-Until); going on without that check"
  with_progress "$what" as_root "${command[@]}" -o Acquire::Check-Valid-Until=false "$@"
}

# apt checks signatures as a user of its own, who must write in /tmp; not every container has it so.
apt_cannot_sandbox ()
{
  [ "$(id -u)" = 0 ] && ! (($(stat -c '0%a' /tmp) & 2))
}

release_has_expired ()
{
  grep -qE 'Release file for .* is expired' "$cache/setup.log"
}

# with_progress WHAT COMMAND…: one line that changes with time, everything else in setup.log. Where
# standard error is no terminal: a line at every stage and every fifteen seconds.
with_progress ()
{
  local what=$1 start=$SECONDS shown=-15 status=0 stage last='' child
  shift

  mkdir -p "$cache"
  # A process group of its own, so that all of it ends when this ends.
  set -m
  "$@" >"$cache/setup.log" 2>&1 </dev/null &
  child=$!
  set +m
  trap 'kill -- "-$child" 2>/dev/null; wait "$child" 2>/dev/null; exit 130' INT TERM HUP

  while kill -0 "$child" 2>/dev/null; do
    stage=$(last_stage)
    if [ -t 2 ]; then
      printf '\r\033[Kdev: %4d s  %.66s' $((SECONDS - start)) "$what$stage$(last_step)" >&2
    elif [ "$stage" != "$last" ] || [ $((SECONDS - shown)) -ge 15 ]; then
      printf 'dev: %4d s  %.90s\n' $((SECONDS - start)) "$what$stage$(last_step)" >&2
      shown=$SECONDS
    fi
    last=$stage
    sleep 1 &
    wait -n "$child" $! 2>/dev/null || true
  done

  wait "$child" || status=$?
  trap - INT TERM HUP
  [ ! -t 2 ] || printf '\r\033[K' >&2
  [ "$status" != 0 ] || say "$(printf '%4d s  %s: done' $((SECONDS - start)) "$what")"
  return "$status"
}

# mmdebstrap's stages end in dots.
last_stage ()
{
  sed -nE 's/ (inside the chroot|with apt)//; s/^I: (.*)\.\.\.$/: \1/p' "$cache/setup.log" |
    tail -n 1
}

# The package that apt or dpkg is at.
last_step ()
{
  tail -n 20 "$cache/setup.log" | tr '\r' '\n' |
    sed -nE 's/^(Get:[0-9]+) .* ([^ ]+) [^ ]+ [^ ]+ \[.*/, \1 \2/p
             s/^(Unpacking|Setting up) ([^ :]+).*/, \1 \2/p' | tail -n 1
}
