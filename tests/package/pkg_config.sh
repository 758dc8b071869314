#!/bin/sh
# pkg_config.sh COMPILER SOURCE PROGRAM LIBDIR: builds and runs a consumer by pkg-config alone.
set -eu
export PKG_CONFIG_PATH="$4/pkgconfig"
# The words that pkg-config prints are separate arguments.
# shellcheck disable=SC2046
"$1" -std=c++20 "$2" -o "$3" $(pkg-config --cflags --libs retort)
test -d "$(pkg-config --variable=templatesdir retort)"
LD_LIBRARY_PATH="$4" "$3"
