# SPDX-License-Identifier: MIT
"""The commands as functions: what they print, return and raise."""
import contextlib
import glob
import io
import os

from project import make, show

from alembic import command
from alembic.config import Config

make()


def config(**options):
    made = Config("alembic.ini", **options)
    made.stdout = io.StringIO()
    return made


def call(function, *args, **kw):
    """Prints what the command gives, and its text; where sets decide the order, sorted."""
    given = config()
    is_sorted = function is command.current and not kw.get("verbose")

    def run():
        try:
            return type(function(given, *args, **kw)).__name__
        finally:
            lines = given.stdout.getvalue().splitlines()
            print("\n".join(sorted(lines) if is_sorted else lines))

    show(f"{function.__name__} {args} {kw}", run)


for options in ({}, {"verbose": True}, {"resolve_dependencies": True}):
    call(command.heads, **options)
for arguments in ((), ("aaa1:ccc3",), ("current:",), ("bogus",), ("zz:yy",), (":bbb2", True)):
    call(command.history, *arguments)
call(command.history, indicate_current=True)
call(command.branches)
call(command.branches, verbose=True)
for symbol in ("head", "heads", "ccc3", "nope", "base", "current"):
    call(command.show, symbol)
call(command.current)
call(command.upgrade, "head")
call(command.upgrade, "heads")
call(command.current)
call(command.current, check_heads=True)
call(command.history, indicate_current=True)
call(command.downgrade, "base")
call(command.current, check_heads=True)
call(command.upgrade, "ccc3")
call(command.current, verbose=True)
for target in ("+1", "eee5"):
    call(command.upgrade, target)
for target in ("ddd4@-1", "left@-1", "-1"):
    call(command.downgrade, target)
call(command.upgrade, ["ccc3", "ddd4"])
call(command.current)
for target in ("nope", "a:b"):
    call(command.upgrade, target)
call(command.downgrade, "ddd4", sql=True)
call(command.upgrade, "bbb2", sql=True)
call(command.upgrade, "aaa1:bbb2", sql=True, tag="t")
call(command.downgrade, "bbb2:aaa1", sql=True)
call(command.stamp, "base")
call(command.stamp, ["ccc3", "eee5"])
call(command.current)
call(command.stamp, "nope")
call(command.stamp, "aaa1", purge=True)
call(command.current)
call(command.stamp, ("ddd4",))
call(command.stamp, "head")
call(command.stamp, "aaa1:bbb2", sql=True)
call(command.stamp, "aaa1", sql=True, purge=True)
call(command.ensure_version)
call(command.ensure_version, sql=True)
call(command.show, "current")
os.environ["EDITOR"] = "/bin/true"
for symbol in ("base", "nope", "aaa1", "current"):
    call(command.edit, symbol)
call(command.merge, "heads", message="mm", rev_id="m1")
call(command.merge, ["ccc3"], message="mm", rev_id="m2", splice=True, branch_label="zz")
call(command.merge, ["aaa1", "nope"])
call(command.revision, "hello", rev_id="r1", head="m1")
call(command.revision, "hello", rev_id="r2", head="base", depends_on="r1", branch_label="yo")
call(command.revision, "x", head="ccc3")
call(command.revision, "x", sql=True)
call(command.revision, rev_id="r+1")
for made in (command.revision(config(), "again", rev_id="r3", head="r1"),
             command.merge(config(), ["r3", "yo@head"], message="mmm", rev_id="m9")):
    print(type(made).__name__, made.revision, made.down_revision, made.doc,
          os.path.relpath(made.path))
print(sorted(glob.glob("alembic/versions/*.py")))
with open("alembic/versions/r2_hello.py", encoding="utf-8") as file:
    print(file.read())
# A layout in a folder of its own; the order of its files is the file system's.
with contextlib.redirect_stdout(io.StringIO()) as said:
    command.init(Config("new/alembic.ini"), "new/scripts", template="generic", package=True)
print(sorted(said.getvalue().splitlines()))
print(sorted(os.listdir("new/scripts")))
show("init again", lambda: command.init(Config("new/alembic.ini"), "new/scripts"))
given = config()
command.list_templates(given)
print(sorted(given.stdout.getvalue().splitlines()))
