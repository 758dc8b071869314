#!/bin/sh
# program.sh BINDIR SOURCES: the installed program under both names, in a scratch folder, with the
# whole round from `init` to a migration that it compiles itself.
set -eu
bin=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
HOME=$scratch
export HOME
"$bin/retort" --version
"$bin/alembic" --version
"$bin/retort" init migrations
sed -i 's|^sqlalchemy.url = .*|sqlalchemy.url = sqlite:///app.db|' alembic.ini
"$bin/retort" revision -m "first"
"$bin/retort" upgrade head
"$bin/alembic" current | grep '(head)'
for program in retort alembic; do
  for file in "man/man1/$program.1" "bash-completion/completions/$program" \
    "zsh/site-functions/_$program" "fish/vendor_completions.d/$program.fish"; do
    test -s "$bin/../share/$file"
  done
done
# Nothing of it may come from the place where the program was built.
if grep -aE "$2/(templates|include)" "$bin/retort"; then
  echo "the program names its source folder" >&2
  exit 1
fi
