# Part of build-aux/dev: builds the Flatpak of this tree, installs it, uses it as a person would and
# takes it away again. All of it is in a folder of its own under the cache.
#
# Where the GNOME runtime is not installed a stand-in of the same name is made of this system's own
# /usr: the manifest is the same, and so are the sandbox and its rules.
#
# SPDX-License-Identifier: GPL-3.0-or-later

flatpak_id=io.github.natter_chat.Natter

verb_flatpak ()
{
  local manifest state=$cache/flatpak status=0

  [ "${1:-}" != --devel ] || flatpak_id=$flatpak_id.Devel
  manifest=$top/flatpak/$flatpak_id.json
  mkdir -p "$state"
  exec 6>"$state/lock"
  flock 6
  export FLATPAK_USER_DIR=$state/installation

  make_runtime "$state"
  fetch_sources "$manifest" "$state"
  build_flatpak "$manifest" "$state"
  build tests/lib/natter-test-server
  use_built
  "$top/build-aux/headless" "$top/tests/integration/flatpak.py" "$flatpak_id" || status=$?
  flatpak --user uninstall --noninteractive "$flatpak_id" >&2 || status=1
  [ -z "$(flatpak --user list --app --columns=application)" ] || status=1
  say "uninstalled $flatpak_id"
  return "$status"
}

# Values of a manifest, as Python finds them.
in_manifest ()
{
  python3 -c "import json, sys
manifest = json.load(open(sys.argv[1]))
$2" "$1"
}

make_runtime ()
{
  local state=$1 made runtime=org.gnome.Platform sdk=org.gnome.Sdk branch arch

  branch=$(in_manifest "$top/flatpak/$flatpak_id.json" "print(manifest['runtime-version'])")
  arch=$(flatpak --default-arch)
  # The runtime is made anew when what it is made of is another system.
  made="$branch $(dpkg-query --show 2>/dev/null | sha256sum)"
  if flatpak info "$sdk//$branch" >/dev/null 2>&1 &&
     { [ ! -e "$state/stand-in" ] || [ "$(cat "$state/stand-in")" = "$made" ]; }; then
    return
  fi

  say "making a stand-in for $runtime $branch of this system's libraries (once)"
  rm -rf "$state/runtime" "$state/repository" "$FLATPAK_USER_DIR" "$state/stand-in"
  copy_system "$state/runtime/files"
  printf '[Runtime]\nname=%s\nruntime=%s/%s/%s\nsdk=%s/%s/%s\n' \
    "$runtime" "$runtime" "$arch" "$branch" "$sdk" "$arch" "$branch" >"$state/runtime/metadata"
  # Nothing is compressed that is never sent anywhere.
  ostree init --repo="$state/repository" --mode=bare-user
  {
    flatpak build-export --runtime --files=files --disable-sandbox \
      "$state/repository" "$state/runtime" "$branch" &&
    flatpak build-commit-from --src-ref="runtime/$runtime/$arch/$branch" \
      "$state/repository" "runtime/$sdk/$arch/$branch" &&
    flatpak build-update-repo "$state/repository" &&
    flatpak --user remote-add --no-gpg-verify natter-runtime "$state/repository" &&
    flatpak --user install --noninteractive natter-runtime "$runtime//$branch" "$sdk//$branch"
  } >&2 || die "the stand-in runtime could not be made"
  rm -rf "$state/runtime"
  printf '%s' "$made" >"$state/stand-in"
}

# What a program needs to be built and run, without what takes most room.
copy_system ()
{
  local files=$1 lib

  lib=./lib/$(gcc -print-multiarch)
  mkdir -p "$files/etc"
  tar -C /usr -c --exclude=./local --exclude=./src --exclude=./share/doc --exclude=./share/locale \
    --exclude=./share/gir-1.0 --exclude=./share/fonts/opentype/noto --exclude='./lib/llvm-*' \
    --exclude="$lib/libLLVM*" --exclude="$lib/libclang*" . | tar -C "$files" -x
  cp -a /etc/. "$files/etc/" 2>/dev/null || true
  [ -e "$files/bin/ldconfig" ] || ln -s ../sbin/ldconfig "$files/bin/ldconfig"
}

# fetch_sources MANIFEST STATE: puts the archives where flatpak-builder looks for them. One that
# cannot be had from its public address may be had from this distribution, which ships the same:
# the manifest's checksum decides.
fetch_sources ()
{
  local manifest=$1 state=$2 name url sum file

  while read -r name url sum; do
    file=$state/builder/downloads/$sum/${url##*/}
    [ ! -e "$file" ] || continue
    mkdir -p "${file%/*}"
    if ! fetch "$url" "$file.partial" || ! has_sum "$file.partial" "$sum"; then
      fetch "$(distribution_url "$name" "$sum")" "$file.partial" &&
        has_sum "$file.partial" "$sum" ||
        die "the source of $name could not be had: neither from $url nor from this distribution"
      say "the source of $name comes from this distribution's archive, with the manifest's checksum"
    fi
    mv "$file.partial" "$file"
  done < <(in_manifest "$manifest" "
for module in manifest['modules']:
    for source in module['sources']:
        if source['type'] == 'archive':
            print(module['name'], source['url'], source['sha256'])")
}

# Python is there anyway.
fetch ()
{
  [ -n "$1" ] && timeout 120 python3 -c "import shutil, sys, urllib.request
with urllib.request.urlopen(sys.argv[1], timeout=15) as reply, open(sys.argv[2], 'wb') as file:
    shutil.copyfileobj(reply, file)" "$1" "$2" 2>/dev/null
}

has_sum ()
{
  echo "$2  $1" | sha256sum --check --status
}

# Asks apt, with lists of its own, where the original source of a package is.
distribution_url ()
{
  local name=$1 sum=$2 folder

  folder=$(mktemp -d)
  mkdir -p "$folder/lists/partial"
  sed -n 's/^deb \(\[[^]]*\] \)\?/deb-src /p' /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
    2>/dev/null >"$folder/sources.list"
  local -a options=(-o "Dir::State::lists=$folder/lists"
                    -o "Dir::Etc::sourcelist=$folder/sources.list"
                    -o Dir::Etc::sourceparts=- -o Acquire::Check-Valid-Until=false
                    -o APT::Sandbox::User=root -o "Dir::Cache=$folder")
  apt-get "${options[@]}" update >/dev/null 2>&1
  apt-get "${options[@]}" source --print-uris --download-only "$name" 2>/dev/null |
    sed -n "s/^'\([^']*\)' .*SHA256:$sum\$/\1/p" | head -n 1
  rm -rf "$folder"
}

build_flatpak ()
{
  local manifest=$1 state=$2

  say "building $flatpak_id"
  flatpak-builder --user --disable-rofiles-fuse --disable-updates --force-clean \
    --state-dir="$state/builder" --repo="$state/built" "$state/build" "$manifest" \
    >"$state/build.log" 2>&1 ||
    {
      tail -n 30 "$state/build.log" >&2
      die "the Flatpak could not be built; all is in $state/build.log"
    }
  {
    flatpak --user remote-add --if-not-exists --no-gpg-verify natter-built "$state/built" &&
    flatpak --user install --noninteractive --reinstall natter-built "$flatpak_id"
  } >&2 || die "the Flatpak could not be installed"
  say "installed $flatpak_id"
}
