#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""terminal.py BIN: what people at a terminal see that nobody else does: colors and a progress line; and
what Ctrl-C leaves behind."""

import os
import pathlib
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import postgres_server  # noqa: E402
from project import Project  # noqa: E402

# Counts for some seconds on any machine, unless it is stopped.
LONG = ("CREATE TABLE t{0} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
        "%d) SELECT count(*) AS c FROM n;")
BIN = sys.argv.pop(1)
ESCAPE = "\x1b["


class Terminal:
    """The program with a terminal for all three streams, or with standard output elsewhere."""

    def __init__(self, project, *words, variables=None, output=None):
        main, child = pty.openpty()
        self.terminal = main
        self.process = subprocess.Popen(
            [str(project.bin / "retort"), *words], cwd=project.root, stdin=child,
            stdout=child if output is None else output, stderr=child, start_new_session=True,
            env={**project.variables, **(variables or {})})
        os.close(child)
        self.text = ""

    def read(self, pattern=None, seconds=120):
        """Until the text holds the pattern, or the program has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if pattern is not None and re.search(pattern, self.text):
                return self.text
            if not select.select([self.terminal], [], [], 0.1)[0]:
                continue
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                break
            if not data:
                break
            self.text += data.decode()
        return self.text

    def end(self):
        text = self.read()
        os.close(self.terminal)
        return text, self.process.wait()


def screen(text):
    """What is left on the screen: a carriage return goes back, and ESC [K deletes the rest."""
    lines = []
    for line in text.split("\n"):
        shown = ""
        column = 0
        for part in re.split(r"(\r|\x1b\[K|\x1b\[[0-9;]*m)", line):
            if part == "\r":
                column = 0
            elif part == "\x1b[K":
                shown = shown[:column]
            elif part.startswith("\x1b["):
                continue
            else:
                shown = shown[:column] + part + shown[column + len(part):]
                column += len(part)
        lines.append(shown.rstrip())
    return lines


class Colors(unittest.TestCase):
    def shown(self, *words, **rest):
        with Project(BIN) as project:
            return Terminal(project, *words, **rest).end()[0]

    def test_a_terminal_gets_them(self):
        text = self.shown("heads")
        self.assertEqual(text, "\x1b[33ma3\x1b[0m \x1b[32m(head)\x1b[0m\r\n")
        self.assertIn("\x1b[1;31mFAILED:\x1b[0m Can't locate", self.shown("show", "nope"))

    def test_nobody_else_does(self):
        with Project(BIN) as project:
            for words in (["heads"], ["history", "-v"], ["show", "nope"], ["upgrade", "nope"]):
                done = project.run(*words)
                self.assertNotIn("\x1b", done.stdout + done.stderr)

    def test_each_stream_is_judged_by_itself(self):
        with Project(BIN) as project, open(project.root / "out", "w+b") as output:
            Terminal(project, "show", "nope", output=output).end()
            output.seek(0)
            self.assertNotIn(b"\x1b", output.read())

    def test_they_can_be_refused(self):
        for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}):
            self.assertNotIn(ESCAPE, self.shown("heads", variables=variables))
        self.assertNotIn(ESCAPE, self.shown("heads", "--color", "never"))
        # "Set" is not enough: no-color.org asks for a value.
        self.assertIn(ESCAPE, self.shown("heads", variables={"NO_COLOR": ""}))

    def test_they_can_be_forced(self):
        with Project(BIN) as project:
            for variables, words in (({"CLICOLOR_FORCE": "1"}, []), ({}, ["--color=always"]),
                                     ({"NO_COLOR": "1"}, ["--color=always"])):
                self.assertIn(ESCAPE, project.run("heads", *words, variables=variables).stdout)
            self.assertNotIn(ESCAPE, project.run("heads", variables={"CLICOLOR_FORCE": "0"}).stdout)
            self.assertEqual(project.run("heads", "--color", "perhaps").returncode, 2)


class Progress(unittest.TestCase):
    def test_a_long_run_shows_where_it_is_and_leaves_nothing_behind(self):
        with Project(BIN, 2, LONG % 3000000) as project:
            text, status = Terminal(project, "upgrade", "head").end()
        self.assertEqual(status, 0, text)
        self.assertRegex(text, r"\r\x1b\[K\[1/2\] a1 \.\.\. \d+\.\d s")
        self.assertEqual([line for line in screen(text) if line.startswith("[")], [])

    def test_a_short_run_shows_nothing(self):
        with Project(BIN) as project:
            text, status = Terminal(project, "upgrade", "head").end()
        self.assertEqual((text, status), ("", 0))

    def test_log_lines_stand_on_lines_of_their_own(self):
        with Project(BIN, 3, LONG % 2000000) as project:
            with open(project.root / "alembic.ini", "a", encoding="utf-8") as ini:
                ini.write("\n[loggers]\nkeys = root\n[handlers]\nkeys = console\n[formatters]\nkeys = plain\n"
                          "[logger_root]\nlevel = INFO\nhandlers = console\n"
                          "[handler_console]\nclass = StreamHandler\nargs = (sys.stderr,)\nlevel = NOTSET\n"
                          "formatter = plain\n[formatter_plain]\nformat = LOG %(message)s\n")
            text, status = Terminal(project, "upgrade", "head").end()
        self.assertEqual(status, 0, text)
        lines = screen(text)
        running = [line for line in lines if "Running upgrade" in line]
        self.assertEqual(running, ["LOG Running upgrade  -> a1, step 1",
                                   "LOG Running upgrade a1 -> a2, step 2",
                                   "LOG Running upgrade a2 -> a3, step 3"])
        self.assertEqual([line for line in lines if "[" in line], [])

    def test_elsewhere_it_is_silent_unless_asked(self):
        with Project(BIN) as project:
            done = project.run("upgrade", "head", "--progress")
            self.assertEqual(done.stderr, "[1/3] a1\n[2/3] a2\n[3/3] a3\n")
            self.assertEqual(project.run("downgrade", "base").stderr, "")
        with Project(BIN) as project:
            self.assertEqual(project.run("-q", "upgrade", "head", "--progress").stderr, "")


class Interruption(unittest.TestCase):
    def interrupted(self, number):
        with Project(BIN, 2, LONG % 2000000000) as project:
            process = subprocess.Popen(
                [str(project.bin / "retort"), "upgrade", "head", "--progress"], cwd=project.root,
                env=project.variables, text=True, stderr=subprocess.PIPE)
            self.assertEqual(process.stderr.readline(), "[1/2] a1\n")
            process.send_signal(number)
            errors = process.communicate()[1]
            status = process.returncode
            with sqlite3.connect(project.root / "app.db") as database:
                tables = database.execute(
                    "SELECT name FROM sqlite_master WHERE name LIKE 't%'").fetchall()
            again = project.run("current")
        return errors, status, tables, again

    def test_it_is_told_in_a_line_and_the_database_is_as_before(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            errors, status, tables, again = self.interrupted(number)
            self.assertEqual(errors, "\nInterrupted. What had not been committed is rolled back.\n")
            self.assertEqual(status, -number)
            self.assertEqual(tables, [])
            self.assertEqual((again.returncode, again.stdout), (0, ""))

    def test_a_server_rolls_back_when_its_statement_has_ended(self):
        try:
            server = self.enterContext(postgres_server.server())
        except postgres_server.Unavailable as why:
            if os.environ.get("CI") == "true":
                raise
            self.skipTest(str(why))
        url = self.enterContext(postgres_server.fresh_database(server))
        with Project(BIN, 1, "CREATE TABLE t{0} (id INTEGER); SELECT pg_sleep(2);") as project:
            process = subprocess.Popen(
                [str(project.bin / "retort"), "--url", url, "upgrade", "head", "--progress"],
                cwd=project.root, env=project.variables, text=True, stderr=subprocess.PIPE)
            # The step is told while it runs, though all of it has been sent.
            self.assertEqual(process.stderr.readline(), "[1/1] a1\n")
            process.send_signal(signal.SIGINT)
            process.communicate()
            self.assertEqual(process.returncode, -signal.SIGINT)
            # The lock of the run is free at once; what the server still does it does not keep.
            again = project.run("--url", url, "upgrade", "head")
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertEqual(project.run("--url", url, "current").stdout, "a1 (head)\n")

    def test_a_shell_sees_128_and_the_number_of_the_signal(self):
        with Project(BIN, 1, LONG % 2000000000) as project:
            process = subprocess.Popen(
                ["bash", "-c", "retort upgrade head --progress; echo status $?"], cwd=project.root,
                env=project.variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                start_new_session=True)
            process.stderr.readline()
            # The shell alone goes on: what it runs is interrupted.
            children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
            os.kill(int(children.split()[0]), signal.SIGTERM)
            self.assertEqual(process.communicate()[0], "status 143\n")

    def test_a_reader_that_goes_away_stops_no_migration(self):
        with Project(BIN, 2) as project:
            reader, writer = os.pipe()
            os.close(reader)
            done = subprocess.run([str(project.bin / "retort"), "upgrade", "head", "--progress"],
                                  cwd=project.root, env=project.variables, stderr=writer,
                                  stdout=writer, check=False)
            os.close(writer)
            self.assertEqual(done.returncode, 0)
            self.assertEqual(project.run("current").stdout, "a2 (head)\n")


unittest.main()
