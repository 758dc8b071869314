# SPDX-License-Identifier: MIT
"""Config as programs use it, and the command line with commands of one's own."""
import argparse
import io
import os

from project import make, show

from alembic.config import CommandLine, Config, main

make()
config = Config("alembic.ini")
print(config.config_file_name, config.toml_file_name, config.config_ini_section, config.cmd_opts,
      config.attributes, config.get_main_option("script_location"))
show("section", lambda: config.get_section("other"))
show("no section", lambda: config.get_section("zz"))
show("no section", lambda: config.get_section("zz", {}))
show("option", lambda: config.get_section_option("other", "b"))
show("no section", lambda: config.get_section_option("zz", "b"))
show("default", lambda: config.get_section_option("other", "q", "default"))
show("default", lambda: config.get_main_option("q", "default"))
show("none", lambda: config.get_main_option("q"))
config.set_main_option("q", "100%%x")
print(config.get_main_option("q"))
show("percent", lambda: config.set_main_option("q", "100%"))
config.remove_main_option("q")
print(config.get_main_option("q"))
config.set_section_option("new", "k", "v")
print(config.get_section("new").get("k"), config.get_section_option("new", "k"))
config.set_main_option("w", "%(nope)s")
show("interpolation", lambda: config.get_main_option("w"))
config.remove_main_option("w")
print(config.file_config.sections(), config.file_config.get("alembic", "prepend_sys_path"))
made = Config(config_args={"my": "arg"}, attributes={"z": 1}, ini_section="sect")
made.set_main_option("script_location", "%(my)s/x")
print(made.get_main_option("script_location"), made.attributes, made.config_file_name,
      made.get_main_option("here"))
show("either", lambda: config.get_alembic_option("script_location"))
show("flag", lambda: config.get_alembic_boolean_option("sourceless"))

with open("pyproject.toml", "w", encoding="utf-8") as file:
    file.write("""\
[tool.alembic]
script_location = "%(here)s/alembic"
version_locations = ["%(here)s/a", "b"]
sourceless = true
n = 3
f = 1.5
prepend_sys_path = ["."]
[[tool.alembic.post_write_hooks]]
name = "x"
type = "exec"
executable = "/bin/true"
""")
toml = Config(toml_file="pyproject.toml")
for name in ("script_location", "version_locations", "sourceless", "n", "f", "zz",
             "post_write_hooks"):
    show(name, lambda: toml.get_alembic_option(name))
for name in ("sourceless", "n"):
    show(name, lambda: toml.get_alembic_boolean_option(name))
show("locations", toml.get_version_locations_list)
show("paths", toml.get_prepend_sys_paths_list)
show("hooks", toml.get_hooks_list)
os.unlink("pyproject.toml")

text = io.StringIO()
Config(stdout=text).print_stdout("a %s", 1)
Config(stdout=text).print_stdout("100%")
quiet = Config(stdout=text, cmd_opts=argparse.Namespace(quiet=True))
quiet.print_stdout("nothing")
print(repr(text.getvalue()), dict(quiet.messaging_opts))

print("--- command line")


def line(*argv, program=None):
    def run():
        try:
            (program or CommandLine("prog")).main(list(argv))
        except SystemExit as end:
            print("exit", end.code)

    show(" ".join(argv), run)


def greet(config, name, loud=False, tag=None):
    """Says hello
    to somebody.

    And no more."""
    config.print_stdout("hello %s %s %s %s", name, loud, tag, config.config_file_name)


line("heads")
line("history", "-r", "aaa1:ccc3")
line("upgrade", "bbb2")
line("current")
line("show", "nope")
line("-q", "show", "nope")
line("--raiseerr", "show", "nope")
line("downgrade", "-1")
line("current", "-c")
line("stamp", "ccc3", "ddd4", "--purge")
line("-n", "zz", "heads")
line("-c", "other.ini", "heads")
line("-c", "a.ini", "-c", "b.ini", "heads")
line("-x", "a=1", "heads")
line("merge", "heads", "-m", "hi", "--rev-id", "mm1")
line("revision", "-m", "yo", "--rev-id", "rr1")
line("upgrade", "ddd4:heads", "--sql")
line("--version")
line("branches")
line("edit", "base")
program = CommandLine("mine")
program.register_command(greet)
line("greet", "bob", "--tag", "T", program=program)
program.parser.add_argument("--extra")
line("--extra", "1", "greet", "x", program=program)
options = program.parser.parse_args(["heads"])
print(options.cmd[0].__name__, options.cmd[1:], options.config, options.name, options.x,
      options.verbose)
program.run_cmd(Config("alembic.ini"), options)
options = program.parser.parse_args(["stamp", "--purge", "a"])
print(options.cmd[1:], options.revisions, options.purge)
os.environ["ALEMBIC_CONFIG"] = "nothere.ini"
line("heads")
del os.environ["ALEMBIC_CONFIG"]
show("main", lambda: main(argv=["heads"]))
show("main", lambda: main(["--raiseerr", "history"]))
