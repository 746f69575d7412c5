#!/bin/sh
# Debian ships Python without the part that makes virtual environments: install it, or say how.
set -eu
version=$("$1" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')
package="python${version}-venv"
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
    if [ -z "$sudo" ] || command -v sudo >/dev/null 2>&1; then
        echo "Installing $package, which this Python needs to make virtual environments."
        $sudo apt-get install -y "$package" || { $sudo apt-get update && $sudo apt-get install -y "$package"; }
        exit 0
    fi
fi
echo "This Python cannot make virtual environments. Install its venv module first (Debian: apt-get install $package)." >&2
exit 1
