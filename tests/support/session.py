#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""session.py --bin FOLDER [--update] [--keep] FILE...: replays CLI sessions, from .txtar files and from
the examples in .md files.

The formats are described in tests/script/README.md.
"""

import argparse
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

sys.dont_write_bytecode = True
import postgres_server  # noqa: E402

SKIPPED = 77
PROJECT = pathlib.Path(__file__).resolve().parents[2]

# What a placeholder without a name of its own stands for.
PATTERNS = {
    "ID": r"[0-9a-f]{12}",
    "DATE": r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d)?",
    "TIME": r"\d+(?:\.\d+)? ?(?:ms|s)",
    "ANY": r".*?",
}
PLACEHOLDER = re.compile(r"\{(ROOT|PGPORT|PGURL(?::[a-z_0-9]+)?|(ID|DATE|TIME|ANY)(?::([a-z_0-9]+))?)\}")
FILE_MARK = re.compile(r"^-- (\S.*?) --$")
FENCE = re.compile(r"^```(\w+)(?: (\S+))?$")


class Step:
    """A command and what is expected of it; `line` is 1-based."""

    def __init__(self, line, command):
        self.line = line
        self.command = command
        self.output = []
        self.status = 0
        self.errors = []


class File:
    def __init__(self, line, name):
        self.line = line
        self.name = name
        self.text = []


class Start:
    """What the preamble says: which servers are needed, whose files are there from the start, which
    variables the commands see."""

    def __init__(self):
        self.needs = []
        self.variables = {}
        self.copies = []
        self.databases = []


class Malformed(Exception):
    pass


def parse(text):
    """The preamble (lines before the first part) and the parts in order."""
    start, parts, current = Start(), [], None
    start.databases = sorted(set(re.findall(r"\{(PGURL(?::[a-z_0-9]+)?)\}", text)) | {"PGURL"})
    for number, line in enumerate(text.splitlines(), 1):
        mark = FILE_MARK.match(line)
        if mark:
            current = File(number, mark[1])
            parts.append(current)
        elif line.startswith("$ "):
            current = Step(number, line[2:])
            parts.append(current)
        elif isinstance(current, File):
            current.text.append(line[1:] if line.startswith(("\\$ ", "\\-- ")) else line)
        elif line.startswith("# "):
            continue
        elif current is None:
            if line.startswith("needs: "):
                start.needs += line[7:].split()
            elif line.startswith("copy: "):
                start.copies.append(line[6:].strip())
            elif line.startswith("set: "):
                name, _, value = line[5:].partition("=")
                start.variables[name.strip()] = value
            elif line.strip():
                raise Malformed(f"line {number}: neither a comment, `needs:`, `copy:`, `set:`, "
                                "a file nor a command")
        elif re.fullmatch(r"\? \d+", line):
            current.status = int(line[2:])
        elif line.startswith("! "):
            current.errors.append(line[2:])
        else:
            current.output.append(line)
    if not any(isinstance(part, Step) for part in parts):
        raise Malformed("no command in it")
    for part in parts:
        lines = part.output if isinstance(part, Step) else part.text
        while lines and not lines[-1].strip():
            lines.pop()
    return start, parts


def parse_markdown(text):
    """The sessions of a document: `<!-- new folder -->` begins another one."""
    sessions, lines, inside = [], [], None
    for line in text.splitlines() + ["<!-- new folder -->"]:
        if inside:
            if line == "```":
                inside = None
                lines.append("")
            elif inside == "file" and (line.startswith("$ ") or FILE_MARK.match(line)):
                lines.append("\\" + line)
            else:
                lines.append("" if inside == "text" else line)
            continue
        lines.append("")
        fence = FENCE.match(line)
        if fence and fence[1] == "console":
            inside = "session"
        elif fence and fence[2]:
            inside = "file"
            lines[-1] = f"-- {fence[2]} --"
        elif line.startswith("```"):
            inside = "text"  # only to be read
        elif line == "<!-- needs: postgresql -->":
            lines[0] = "needs: postgresql"
        elif re.fullmatch(r"<!-- (copy|set): \S+ -->", line):
            lines[-1] = line[5:-4]
        elif line == "<!-- new folder -->":
            sessions.append("\n".join(lines))
            lines = [""] * len(lines)
    return [parse(session) for session in sessions if re.search(r"(?m)^\$ ", session)]


class Names:
    """What the placeholders stand for in this run: grows as named ones are seen."""

    def __init__(self, fixed):
        self.known = dict(fixed)

    def expand(self, text):
        """In a command or a file every placeholder must be known."""
        def value(match):
            key = match[3] and f"{match[2]}:{match[3]}" or match[1]
            if key not in self.known:
                raise Malformed(f"{match[0]} is not known yet")
            return self.known[key]
        return PLACEHOLDER.sub(value, text)

    def pattern(self, text):
        """A regular expression for a line of expected output, and its named groups."""
        parts, groups, end = [], {}, 0
        for match in PLACEHOLDER.finditer(text):
            parts.append(re.escape(text[end:match.start()]))
            end = match.end()
            key = match[3] and f"{match[2]}:{match[3]}" or match[1]
            if key in self.known:
                parts.append(re.escape(self.known[key]))
            elif match[3]:
                group = f"{match[2]}_{match[3]}"
                parts.append(f"(?P={group})" if group in groups
                             else f"(?P<{group}>{PATTERNS[match[2]]})")
                groups[group] = key
            else:
                parts.append(PATTERNS[match[2]])
        parts.append(re.escape(text[end:]))
        return "".join(parts), groups

    def matches(self, expected, actual, whole=True):
        pattern, groups = self.pattern(expected)
        found = re.fullmatch(pattern, actual) if whole else re.search(pattern, actual)
        if not found:
            return False
        for group, key in groups.items():
            self.known[key] = found[group]
        return True

    def hide(self, line):
        """The actual line as `--update` writes it: known values become their placeholders again."""
        for key, value in sorted(self.known.items(), key=lambda item: -len(item[1])):
            if value:
                line = line.replace(value, "{" + key + "}")
        return line


def compare(names, expected, actual):
    """None when the output is as expected, else the first line that is not. A line `...` stands for
    any number of lines."""
    position = 0
    for index, line in enumerate(expected):
        line = line[1:] if line.startswith("\\") else line
        if expected[index] == "...":
            if index + 1 == len(expected):
                return None
            following = expected[index + 1]
            while position < len(actual) and not names.matches(following, actual[position]):
                position += 1
            continue
        if position == len(actual):
            return f"missing: {line}"
        if not names.matches(line, actual[position]):
            return f"expected: {line}\n     got: {actual[position]}"
        position += 1
    if position < len(actual):
        return f"unexpected: {actual[position]}"
    return None


def compare_errors(names, expected, actual):
    """Each expected text must occur in a line of its own, in this order."""
    position = 0
    for text in expected:
        while position < len(actual) and not names.matches(text, actual[position], whole=False):
            position += 1
        if position == len(actual):
            return f"not on stderr: {text}"
        position += 1
    return None


def lines_of(text):
    lines = text.splitlines()
    while lines and not lines[-1].strip():
        lines.pop()
    return [line.rstrip() for line in lines]


def environment(root, bin_folder):
    """As empty as a program can bear: what a developer's own shell sets must not show."""
    kept = {name: value for name, value in os.environ.items()
            if name in ("CXX", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TMPDIR")}
    return kept | {
        "PATH": f"{bin_folder}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": str(root), "LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80", "EDITOR": "true",
        # Compiled migrations are cached by content, so that sessions may share them.
        "XDG_CACHE_HOME": os.environ.get("RETORT_TEST_CACHE", str(root / ".cache")),
    }


def run_step(step, root, variables, names):
    return subprocess.run(["sh", "-c", names.expand(step.command)], cwd=root, env=variables,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace", timeout=240)


def replay(parts, root, names, variables, update):
    """The complaints, and for `--update` the parts as they should read."""
    complaints = []
    for part in parts:
        if isinstance(part, File):
            path = root / names.expand(part.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(names.expand("".join(line + "\n" for line in part.text)))
            continue
        done = run_step(part, root, variables, names)
        out, err = lines_of(done.stdout), lines_of(done.stderr)
        wrong = compare(names, part.output, out)
        if wrong and update:
            part.output = [escape(names.hide(line)) for line in out]
        wrong_errors = compare_errors(names, part.errors, err)
        if wrong_errors and update:
            part.errors = [names.hide(line) for line in err[-1:]]
        wrong = wrong or wrong_errors
        if done.returncode != part.status:
            wrong = (wrong + "\n" if wrong else "") + \
                f"exit code {done.returncode} instead of {part.status}"
            part.status = done.returncode if update else part.status
        if wrong:
            complaints.append(f"line {part.line}: $ {part.command}\n{wrong}"
                              + "".join(f"\n  stdout| {line}" for line in out)
                              + "".join(f"\n  stderr| {line}" for line in err))
            if not update:
                break
    return complaints


def escape(line):
    special = line.startswith(("$ ", "# ", "! ", "? ", "\\")) or line == "..." \
        or FILE_MARK.match(line)
    return "\\" + line if special else line


def rewrite(path, text, parts):
    """Replaces what stands below each command; comments and files stay as they are."""
    source = text.splitlines()
    steps = {part.line: part for part in parts if isinstance(part, Step)}
    result, step = [], None
    for number, line in enumerate(source, 1):
        if step and number > 1 and not source[number - 2].strip() and result[-1] and \
                (number in steps or FILE_MARK.match(line) or line.startswith("# ")):
            result.append("")
        if number in steps:
            step = steps[number]
            result.append(line)
            result += step.output
            result += [f"! {text}" for text in step.errors]
            result += [f"? {step.status}"] if step.status else []
        elif FILE_MARK.match(line) or line.startswith("# "):
            step = step if line.startswith("# ") else None
            result.append(line)
        elif step is None:
            result.append(line)
    path.write_text("\n".join(result) + "\n")


def session(path, arguments):
    text = path.read_text()
    if path.suffix != ".md":
        start, parts = parse(text)
        complaints = in_folder(path, start, parts, arguments)
        if complaints and arguments.update:
            rewrite(path, text, parts)
        return complaints
    if arguments.update:
        raise Malformed("documents are written by people, --update does not touch them")
    sessions = parse_markdown(text)
    if not sessions:
        raise Malformed("no example with a command in it")
    complaints = []
    for start, parts in sessions:
        complaints += in_folder(path, start, parts, arguments)
    return complaints


def in_folder(path, start, parts, arguments):
    """One session in a folder of its own, empty but for what it copies."""
    unknown = set(start.needs) - {"postgresql", "postgresql-server"}
    if unknown:
        raise Malformed(f"needs: {unknown.pop()} is not known")
    with contextlib.ExitStack() as stack:
        root = pathlib.Path(tempfile.mkdtemp(prefix="retort-session-")).resolve()
        if not arguments.keep:
            stack.callback(shutil.rmtree, root, ignore_errors=True)
        else:
            print(f"{path.name} ran in {root}")
        for folder in start.copies:
            if not (PROJECT / folder).is_dir():
                raise Malformed(f"copy: the project has no folder {folder}")
            shutil.copytree(PROJECT / folder, root, dirs_exist_ok=True,
                            ignore=shutil.ignore_patterns("__pycache__"))
        fixed = {"ROOT": str(root)}
        if start.needs:
            server = stack.enter_context(
                postgres_server.own_server() if "postgresql-server" in start.needs
                else postgres_server.server())
            fixed["PGPORT"] = str(urllib.parse.urlsplit(server).port or 5432)
            for name in start.databases:
                fixed[name] = stack.enter_context(postgres_server.fresh_database(server))
        names = Names(fixed)
        variables = environment(root, arguments.bin) | {
            name: names.expand(value) for name, value in start.variables.items()}
        return replay(parts, root, names, variables, arguments.update)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, type=os.path.abspath, help="the folder of the program")
    parser.add_argument("--update", action="store_true", help="rewrite what is expected")
    parser.add_argument("--keep", action="store_true", help="keep the folder of the session")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    status = 0
    for path in arguments.files:
        try:
            complaints = session(path, arguments)
        except Malformed as why:
            complaints = [str(why)]
        except postgres_server.Unavailable as why:
            if os.environ.get("CI") == "true":
                complaints = [str(why)]
            else:
                print(f"{path.name}: skipped: {why}")
                status = status or SKIPPED
                continue
        for complaint in complaints:
            print(f"{path.name}: {complaint}")
        if complaints and arguments.update:
            print(f"{path.name}: updated")
        elif complaints:
            status = 1
    sys.exit(status)


if __name__ == "__main__":
    main()
