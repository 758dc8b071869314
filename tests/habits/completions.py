#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""completions.py BIN bash|zsh|fish: command lines are completed as somebody at a real shell sees it."""

import os
import pty
import re
import select
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from project import Project, present  # noqa: E402

SKIPPED = 77

# What has been typed, and what is offered: exactly that, or at least that and none of the last.
CASES = [
    ("retort upg", ["upgrade"]),
    ("retort comp", ["completions"]),
    ("retort upgrade --ta", ["--tag"]),
    ("retort history --indicate-", ["--indicate-current"]),
    ("retort upgrade a", ["a1", "a2", "a3", "accounts@head"]),
    ("retort upgrade acc", ["accounts@head"]),
    ("retort downgrade --sql bas", ["base"]),
    ("retort -c other.ini show o", ["o1"]),
    ("retort revision --head a", ["a1", "a2", "a3", "accounts@head"]),
    ("retort init -t sq", ["sql"]),
    ("retort --env st", ["stage"]),
    ("retort --color a", ["always", "auto"]),
    ("retort completions f", ["fish"]),
    ("retort help sta", ["stamp", "status"]),
]
BASH_CASES = [
    ("retort upgrade accounts@h", ["head"]),
    ("retort history -r a1:a", ["a1", "a2", "a3", "accounts@head"]),
    ("retort history --rev-range=a2:b", ["base"]),
    ("retort current -c --verb", ["--verbose"]),
    ("retort -c other.", ["other.ini"]),
    ("retort list_templates ", []),
    ("retort --config=other.ini show o", ["o1"]),
]

BASH = r"""
source "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMP_TYPE=9
_retort || true
printf '%s\n' "${COMPREPLY[@]}"
"""


def in_bash(project, script, line):
    done = subprocess.run(["bash", "--norc", "-c", BASH, "bash", str(script), line],
                          cwd=project.root, env=project.variables, text=True, capture_output=True,
                          check=True)
    assert not done.stderr, done.stderr
    return [word for word in done.stdout.split("\n") if word]


def in_fish(project, script, line):
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"], cwd=project.root,
        env={**project.variables, "HOME": str(project.root)}, text=True, capture_output=True,
        check=True)
    assert not done.stderr, done.stderr
    return [word.split("\t")[0] for word in done.stdout.split("\n") if word]


class Zsh:
    """zsh on a terminal of its own; what it offers is read from its list of matches."""

    SETUP = ("PS1='REA''DY> '; fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D; "
             "zstyle ':completion:*' list-packed no; LISTMAX=0; setopt no_beep; "
             "show() {{ compadd() {{ builtin compadd -O found \"$@\"; "
             "print -rl -- \"${{found[@]}}\" >> {out}; builtin compadd \"$@\" }}; _main_complete; "
             "unfunction compadd }}; local -a found; zle -C show complete-word show; bindkey '^T' show\n")

    def __init__(self, project, script):
        folder = project.root / "site"
        folder.mkdir(exist_ok=True)
        (folder / "_retort").write_text(script.read_text())
        self.out = project.root / "offered"
        self.asked = 0
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(project.root)
            os.execve("/usr/bin/zsh", ["zsh", "-f", "-i"],
                      {**project.variables, "HOME": str(project.root), "COLUMNS": "200"})
        self.send(self.SETUP.format(folder=folder, out=self.out))
        self.read_until("READY> ")

    def send(self, text):
        os.write(self.terminal, text.encode())

    def read_until(self, pattern, seconds=60):
        text = ""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not re.search(pattern, text, re.DOTALL):
            if select.select([self.terminal], [], [], 0.2)[0]:
                text += os.read(self.terminal, 65536).decode(errors="replace")
        return text

    def offered(self, line):
        # A mark of its own for each line: the terminal may show an earlier one again. Only behind
        # the next prompt does zsh read keys itself; before, the terminal would take ^U for "delete".
        self.asked += 1
        self.out.write_text("")
        self.send(f"{line}\x14\x15print DO''NE{self.asked}.\n")
        shown = self.read_until(rf"DONE{self.asked}\..*READY> ")
        assert f"DONE{self.asked}." in shown, f"{line!r}: zsh does not answer:\n{shown}"
        return [word for word in self.out.read_text().split("\n") if word]

    def close(self):
        self.send("exit\n")
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


def check(shell, offered, cases):
    failures = 0
    for line, expected in cases:
        words = sorted({word.rstrip("= ") for word in offered(line)})
        if words != sorted(expected):
            failures += 1
            print(f"{shell}: {line!r}\n  expected: {sorted(expected)}\n   offered: {words}")
    return failures


def main():
    bin_folder, shell = sys.argv[1:]
    if present(shell) is None:
        print(f"{shell} is not installed")
        return SKIPPED
    with Project(bin_folder) as project:
        project.revision("a3", "a2", "step 3", "SELECT 1;", label="accounts")
        versions = project.root / "others" / "versions"
        versions.mkdir(parents=True)
        (versions / "o1.sql").write_text("-- one\n--\n-- revision: o1\n-- down_revision:\n\n-- upgrade\n\n-- downgrade\n")
        (project.root / "other.ini").write_text("[alembic]\nscript_location = others\n")
        script = project.root / "script"
        written = project.run("completions", shell)
        assert written.returncode == 0 and not written.stderr, written.stderr
        script.write_text(written.stdout)
        subprocess.run([shell, *(["--no-config"] if shell == "fish" else []), "-n", str(script)],
                       check=True)
        cases = CASES + (BASH_CASES if shell == "bash" else [])
        if shell == "zsh":
            zsh = Zsh(project, script)
            failures = check(shell, zsh.offered, cases)
            zsh.close()
        else:
            asked = in_bash if shell == "bash" else in_fish
            failures = check(shell, lambda line: asked(project, script, line), cases)
        # Names that a project chooses are words, never commands.
        project.revision("b1", "", "evil", "SELECT 1;", label="x$(touch${IFS}caught)")
        if shell == "bash":
            in_bash(project, script, "retort upgrade x")
            assert not (project.root / "caught").exists()
    print(f"{len(cases)} lines, {failures} wrong")
    return 1 if failures else 0


sys.exit(main())
