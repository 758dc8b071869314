#!/bin/sh
# SPDX-License-Identifier: MIT
# embed.sh FOLDER [PROGRAM]: runs the built example in FOLDER on a new database, then hands its
# module to the program, which must do the same without a compiler.
set -eu
cd "$1"
rm -f shop.db module.db

./shop sqlite:///shop.db > first.txt
grep -q '^3 steps$' first.txt
grep -q '^now at 27c6a30d7c24: view of the cheap products$' first.txt
./shop sqlite:///shop.db | grep -q '^0 steps$'

[ $# -gt 1 ] || exit 0
module=$(find "$PWD" -name '*shop_module.*' -type f | grep -E '\.(so|dylib)$')
cat > alembic.ini <<INI
[alembic]
script_location = $RETORT_EXAMPLE
sqlalchemy.url = sqlite:///module.db
cxx_module = $module
cxx_compiler = /nonexistent/compiler
INI
"$2" upgrade head
"$2" current | grep -q '^27c6a30d7c24 (head)$'
"$2" check | grep -q '^No new upgrade operations detected.$'
"$2" downgrade base
