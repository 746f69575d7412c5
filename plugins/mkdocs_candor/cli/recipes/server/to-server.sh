#!/usr/bin/env bash
# Copies a built site to a server, and makes it public at one stroke:
#
#     TARGET=deploy@status.example.org:/var/www/status bash deploy/to-server.sh site
#
# /var/www/status is a link to one of the builds in /var/www/status.builds, as `candor publish` makes it. The web server
# follows the link (nginx and Caddy do). Without a host before the colon, TARGET is a folder of this machine.
# Back to the build before:
#
#     TARGET=deploy@status.example.org:/var/www/status bash deploy/to-server.sh --rollback
set -euo pipefail

target=${TARGET:?such as deploy@status.example.org:/var/www/status}
keep=${KEEP:-3} # how many earlier builds stay
host=${target%%:*} public=${target#*:}
[ "$host" = "$target" ] && host=""

on_server() { # runs a script, which it reads, on the server; the arguments become $1, $2 ...
    if [ -n "$host" ]; then
        # shellcheck disable=SC2029 # the arguments are ours, and quoted for the shell over there
        ssh "$host" "sh -eu -s -- $(printf '%q ' "$@")"
    else
        sh -eu -s -- "$@"
    fi
}

if [ "${1:-}" = --rollback ]; then
    on_server "$public" <<'THERE'
live=$(basename "$(readlink "$1")")
before=$(ls "$1.builds" | grep -v '\.withdrawn$' | sort | awk -v live="$live" '$0 < live' | tail -n 1)
[ -n "$before" ] || { echo "No build is kept that is older than the public one." >&2; exit 1; }
ln -sfn "$(basename "$1").builds/$before" "$1.new"
mv -T "$1.new" "$1"
mv "$1.builds/$live" "$1.builds/$live.withdrawn"
echo "Public: $before"
THERE
    exit
fi

site=${1:?the folder of the built site}
# A site that is not whole stays here.
if [ ! -s "$site/index.html" ] || [ ! -s "$site/api/candor/v1/build.json" ]; then
    echo "$site is no whole site: index.html or api/candor/v1/build.json is missing." >&2
    exit 1
fi
build=$(date -u +%Y-%m-%dT%H-%M-%S.%6NZ)

on_server "$public" <<'THERE'
if [ -e "$1" ] && [ ! -L "$1" ]; then
    echo "$1 is a folder, and only a link can be switched at one stroke. Once: mv $1 $1.old" >&2
    exit 1
fi
mkdir -p "$1.builds"
THERE
# Files that did not change are not sent, and shared with the public build. By their content: a build is all new by date.
rsync --recursive --links --perms --chmod=D755,F644 --checksum --link-dest="$public/" \
    "$site/" "${host:+$host:}$public.builds/.$build/"
on_server "$public" "$build" "$keep" <<'THERE'
sync
mv "$1.builds/.$2" "$1.builds/$2"
ln -sfn "$(basename "$1").builds/$2" "$1.new"
mv -T "$1.new" "$1" # a rename: readers see the build before or this one, whole
cd "$1.builds"
rm -rf ./*.withdrawn
ls | sort | grep -vxF "$2" | head -n -"$3" | while read -r old; do rm -rf "./$old"; done
find . -maxdepth 1 -name '.2*' -mmin +60 -exec rm -rf {} + # of runs that broke off
THERE
echo "Public: $public is $build"
