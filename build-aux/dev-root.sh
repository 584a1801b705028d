# Part of build-aux/dev: a Debian 13 root made with mmdebstrap and used through bubblewrap.
#
# A root is made as NAME.partial and renamed when whole. NAME carries a hash of all that decides its
# content, so a changed package list makes a new one. Whoever uses a root holds a shared lock on
# NAME.lock; whoever makes one holds the only lock on setup.lock.
#
# SPDX-License-Identifier: GPL-3.0-or-later

root_suite=trixie
# Raise when make_root makes something else of the same packages.
root_version=1

root_name ()
{
  local hash

  hash=$({ echo "$root_version $root_suite $(uname -m)"; listed_packages; } | sha256sum)
  printf 'debian13-%s\n' "${hash:0:12}"
}

# Makes sure of the root, enters it and runs COMMAND there. Does not return.
enter_root ()
{
  local name

  check_root_tools
  check_namespaces
  name=$(root_name)
  mkdir -p "$cache/home"
  [ -d "$cache/$name" ] || set_up_root "$name"

  exec 8>"$cache/$name.lock"
  flock -s 8
  # Another call may have swept it away in between.
  [ -d "$cache/$name" ] || die "the root $cache/$name has just been removed; please try again"
  run_in_root "$cache/$name" "$@"
}

check_root_tools ()
{
  local -a missing=()

  have mmdebstrap || missing+=(mmdebstrap)
  have bwrap || missing+=(bubblewrap)
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
  [ "$(id -u)" = 0 ] || have newuidmap || missing+=(uidmap)
  [ ${#missing[@]} -gt 0 ] || return 0

  if have apt-get; then
    apt_install "${missing[@]}"
  elif [ "${missing[*]}" != debian-archive-keyring ]; then
    die "this system is older than Natter needs, so a Debian 13 root would be made for it, but that
     needs packages named like: ${missing[*]}.
     Install them, or the libraries that README.md lists, and try again."
  fi
}

# bubblewrap's own words for a forbidden namespace help nobody.
check_namespaces ()
{
  local words

  words=$(bwrap --bind / / --dev-bind /dev /dev --dev-bind /proc /proc true 2>&1) && return
  if [ "$(id -u)" = 0 ]; then
    die "bubblewrap cannot make a mount namespace here ($words).
     In a container, start it with --privileged, or with --cap-add SYS_ADMIN and neither seccomp nor
     AppArmor profile; or use a system with GTK 4.18 (Debian 13, Fedora 42, Ubuntu 25.04 or later),
     where no root is needed."
  fi
  die "this system forbids user namespaces to ordinary users ($words).
     One of these, as root, allows them:
       sysctl -w kernel.unprivileged_userns_clone=1                  (Debian before 11)
       sysctl -w kernel.apparmor_restrict_unprivileged_userns=0      (Ubuntu 23.10 and later)
       sysctl -w user.max_user_namespaces=15000                      (hardened systems)
     or run build-aux/dev as root."
}

set_up_root ()
{
  local name=$1 try

  exec 9>"$cache/setup.lock"
  if ! flock -n 9; then
    say "another set-up is running; waiting for it"
    flock 9
  fi

  if [ ! -d "$cache/$name" ]; then
    say "making a Debian 13 root in $cache/$name (once; a download, then 2 GB on disk)"
    check_subordinate_ids
    for try in 1 2 3; do
      remove_tree "$cache/$name.partial"
      make_root "$cache/$name.partial" && break
      remove_tree "$cache/$name.partial"
      explain_failure "$try"
    done
    mv "$cache/$name.partial" "$cache/$name"
    sweep_roots "$name"
  fi

  exec 9>&-
}

# Says why and ends, unless another try may help.
explain_failure ()
{
  local log=$cache/setup.log
  local network='Failed to fetch|Could not|Temporary failure|Connection|timed out|Hash Sum'

  grep -E '^(E|W|Err)' "$log" | tail -n 5 | sed 's/^/  /' >&2
  if grep -q 'No space left on device' "$log"; then
    die "the disk is full: the root needs 2 GB in $cache"
  elif grep -q 'is not valid yet' "$log"; then
    die "the mirror's package lists are from the future: set this computer's clock, then try again"
  elif ! grep -qE "$network" "$log"; then
    die "making the root failed; all that was said is in $log"
  elif [ "$1" = 3 ]; then
    die "the download failed three times. Look at the network and the proxy (http_proxy), or choose
     another Debian mirror: NATTER_MIRROR=http://… build-aux/dev …
     All that was said is in $log"
  fi
  say "the download failed; trying again ($(($1 + 1)) of 3)"
  sleep $((2 * $1))
}

# An ordinary user becomes root of a namespace that also holds their subordinate ids.
as_namespace_root ()
{
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    unshare --map-root-user --map-auto --mount -- "$@"
  fi
}

check_subordinate_ids ()
{
  local user

  [ "$(id -u)" != 0 ] || return 0
  as_namespace_root true 2>/dev/null && return
  user=$(id -un)
  grep -qE "^($user|$(id -u)):" /etc/subuid 2>/dev/null ||
    die "$user has no subordinate user ids, which a Debian root needs. As root:
       usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $user"
  die "a user namespace with subordinate ids cannot be made; unshare (util-linux 2.38 or later) says
     $(as_namespace_root true 2>&1)"
}

make_root ()
{
  local target=$1 proxy line
  local -a options

  options=(
    --mode=root --variant=apt --format=directory --skip=cleanup/reproducible --verbose
    --include="$(listed_packages | paste -sd,)"
    --aptopt='Acquire::Retries "3"' --aptopt='Acquire::Languages "none"'
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*'
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright'
    # D-Bus wants an id, tests a right-to-left language, bubblewrap a file to bind another over.
    --customize-hook='tr -d - </proc/sys/kernel/random/uuid >"$1/etc/machine-id"'
    --customize-hook='chroot "$1" localedef -i ar_EG -f UTF-8 ar_EG.UTF-8'
    --customize-hook='rm -f "$1/etc/resolv.conf"; : >"$1/etc/resolv.conf"'
  )
  if [ "$(id -u)" != 0 ]; then
    line="$(id -un):x:$(id -u):$(id -g)::$cache/home:/bin/bash"
    options+=(--customize-hook="echo '$line' >>\"\$1/etc/passwd\"")
    line="$(id -gn):x:$(id -g):"
    options+=(--customize-hook="echo '$line' >>\"\$1/etc/group\"")
  fi
  ! apt_cannot_sandbox || options+=(--aptopt='APT::Sandbox::User "root"')
  # mmdebstrap does not read this machine's apt configuration.
  for line in http https; do
    proxy=$(apt-config shell p "Acquire::$line::Proxy" 2>/dev/null | sed "s/^p='\(.*\)'$/\1/") ||
      proxy=
    [ -z "$proxy" ] || options+=(--aptopt="Acquire::$line::Proxy \"$proxy\"")
  done

  bootstrap "${options[@]}" -- "$target" && return
  release_has_expired || return
  say "the mirror's package lists are past their date (Valid-Until); going on without that check"
  remove_tree "$target"
  bootstrap --aptopt='Acquire::Check-Valid-Until "false"' "${options[@]}" -- "$target"
}

# bootstrap OPTION… -- TARGET
bootstrap ()
{
  local -a options=("${@:1:$#-2}")

  # A root is made anew rather than saved from a power cut: nothing in it waits for the disk.
  export PKGSYSTEM_ENABLE_FSYNC=0
  with_progress "Debian 13" end_with_caller as_namespace_root \
    mmdebstrap "${options[@]}" "$root_suite" "${@: -1}" ${NATTER_MIRROR:+"$NATTER_MIRROR"}
}

# Runs a command in with_progress's process group, and ends the group when this script was killed
# without a chance to: nothing goes on in secret, or holds the lock.
end_with_caller ()
{
  local watcher status=0

  (
    while kill -0 $$ 2>/dev/null; do
      sleep 1
    done
    kill -KILL 0
  ) &
  watcher=$!
  "$@" || status=$?
  kill "$watcher" 2>/dev/null
  return "$status"
}

# Files in it may belong to subordinate ids.
remove_tree ()
{
  [ ! -e "$1" ] || as_namespace_root rm -rf --one-file-system -- "$1"
}

# Takes away the roots of former package lists, but for those in use.
sweep_roots ()
{
  local old

  for old in "$cache"/debian13-*; do
    case $old in
      "$cache/$1"|*.lock) continue ;;
    esac
    [ -d "$old" ] || continue
    if flock -n -x "${old%.partial}.lock" true; then
      say "removing the former root $old"
      remove_tree "$old"
      rm -f "${old%.partial}.lock"
    fi
  done
}

# Names of this machine's own folders, which mean nothing in the root.
host_variables='TMPDIR LD_LIBRARY_PATH LD_PRELOAD GI_TYPELIB_PATH GTK_PATH GIO_EXTRA_MODULES
GSETTINGS_SCHEMA_DIR PYTHONPATH PKG_CONFIG_PATH LANGUAGE XDG_DATA_DIRS XDG_CONFIG_DIRS
XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME'

# run_in_root ROOT COMMAND…: replaces this process.
run_in_root ()
{
  local root=$1 folder=$PWD variable
  local -a args=(--die-with-parent) unset=()
  shift

  for variable in $host_variables; do
    unset+=(--unsetenv "$variable")
  done

  bind_entries "$root" '' ' dev proc sys tmp run home root mnt media boot opt srv usr var '
  bind_entries "$root" /usr ' src local '
  bind_entries "$root" /var ' lib tmp '
  bind_entries "$root" /var/lib ''
  args+=(
    --dev-bind /dev /dev --dev-bind /proc /proc --ro-bind-try /sys /sys
    --bind /tmp /tmp --tmpfs /var/tmp --tmpfs /run
    --ro-bind-try /run/dbus/system_bus_socket /run/dbus/system_bus_socket
    --ro-bind-try /etc/resolv.conf /etc/resolv.conf
  )
  # The root has its own system folders, and not all that are in this machine's.
  if [[ $folder == @(/|/@(usr|etc|run|bin|sbin|lib*|boot|proc|sys|dev)?(/*)) &&
        $folder/ != "$top"/* ]]; then
    folder=$top
  fi
  bind_session
  bind_folders

  exec bwrap "${args[@]}" \
    "${unset[@]}" \
    --setenv HOME "$cache/home" --setenv PATH /usr/local/bin:/usr/bin:/usr/sbin:/bin \
    --setenv LC_ALL C.UTF-8 --setenv LANG C.UTF-8 --setenv SHELL /bin/bash \
    --setenv GSETTINGS_BACKEND keyfile --setenv NATTER_INSIDE 1 \
    --chdir "$folder" -- "$@"
}

# Shows the root's folder one entry at a time, but for those that OMIT names between blanks: the
# folder itself stays writable, so that anything can be bound in it. Adds to the caller's args.
bind_entries ()
{
  local root=$1 folder=$2 omit=$3 entry

  for entry in "$root$folder"/*; do
    [[ $omit != *" ${entry##*/} "* ]] || continue
    if [ -L "$entry" ]; then
      args+=(--symlink "$(readlink "$entry")" "$folder/${entry##*/}")
    else
      args+=(--ro-bind "$entry" "$folder/${entry##*/}")
    fi
  done
}

# This desktop's sockets (display, session bus, portals) and time zone. Adds to the caller's args.
bind_session ()
{
  local zone

  if [ -n "${XDG_RUNTIME_DIR:-}" ] && [ -d "$XDG_RUNTIME_DIR" ]; then
    args+=(--bind "$XDG_RUNTIME_DIR" "$XDG_RUNTIME_DIR")
  else
    args+=(--perms 0700 --dir "/run/user/$(id -u)" --setenv XDG_RUNTIME_DIR "/run/user/$(id -u)")
  fi
  if [ -n "${DISPLAY:-}" ] && [ -z "${XAUTHORITY:-}" ]; then
    args+=(--setenv XAUTHORITY "$HOME/.Xauthority")
  fi

  if [ -z "${TZ:-}" ]; then
    zone=$(readlink -f /etc/localtime) || zone=
    case $zone in
      /usr/share/zoneinfo/*) args+=(--setenv TZ "${zone#/usr/share/zoneinfo/}") ;;
    esac
  fi
}

# The tree, what lies beside it that tests read in place, the cache, the person's home folder
# (portals name files there) and the current folder, at their own paths. Uses and adds to what the
# caller has.
bind_folders ()
{
  local path

  for path in "${HOME:-}" "$cache" "$top" "$folder"; do
    case $path in
      ''|/|/usr|/etc|/run|/tmp|/var|/var/lib) ;;
      *) args+=(--bind-try "$path" "$path") ;;
    esac
  done
  if [ -d "${top%/*}/shared" ] && [ ! -L "${top%/*}/shared" ]; then
    args+=(--ro-bind "${top%/*}/shared" "${top%/*}/shared")
  fi
}
