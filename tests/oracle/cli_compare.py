# SPDX-License-Identifier: MIT
"""When a command's outcome equals the recorded one.

Everything is equal to the letter, white space within SQL aside, with these rules:

* A record that is marked unstable holds several variants: any of them, or, in files and where only an
  order varies, the same words in another order. After an outcome that was not unique, the rows of the
  version table may come in another order.
* A warning has the same text; where in the program it was raised is not looked at.
* Usage errors and help: the exit code and the stream count, the wording is the program's own.
* The recorded program ends in a traceback. If the project's code raised it: what was logged before
  is the same, and the error names the exception (class and message), of a database's error the
  message and the statement. If the exception was of the family of Alembic's own errors: its message.
  Any other traceback is a crash: the error is said in a line that begins with FAILED, or as the
  project's own frames of a traceback and what happened there, and the exit code is not 0. What the
  crash left behind is not compared.
* After a command whose outcome is accepted, though it left something else behind, the record goes on
  from what the recorded program left: each command is judged by itself.
* Retort adds lines to an error, indented by two (where it was, a hint): they are not compared.
* Generated revision ids and the path of temporary files are placeholders.
"""

import collections
import re

PLACEHOLDER = re.compile(r"\{(REVID\d+|TMPFILE)\}")
WARNING = re.compile(r"^(?:\S.*?:\d+: (?:\w+Warning)|warning): ", re.MULTILINE)
TRACEBACK = re.compile(r"^Traceback \(most recent call last\):$", re.MULTILINE)
# A file that is no Python is told without a traceback.
ERROR = re.compile(r'^(?:FAILED: |Traceback \(most recent call last\):$|  File ")', re.MULTILINE)
BACKGROUND = re.compile(r"\n\(Background on this error at: .*\)\s*\Z")
ONE_LINE = re.compile(r"^ *FAILED: \S", re.MULTILINE)
# Of the exceptions of the recorded program itself, those whose text is meant for people.
OWN_ERRORS = ("alembic.",)
DRIVER_MESSAGE = re.compile(r"^\([\w.]+\) (.*?)(?:\n|\Z)")
STATEMENT = re.compile(r"\n\[SQL: (.*)\]", re.DOTALL)


def own_frames(text):
    """Whether a traceback has frames of the project, has no others, and says what happened."""
    frames = re.findall(r'(?m)^  File "(.*?)", line \d+', text)
    return frames and all(path.startswith("{ROOT}") for path in frames) and \
        re.search(r"(?m)^[\w.]+: \S", text)


class Difference:
    """One thing that is not as recorded; `key` is that of the record."""

    def __init__(self, key, expected, actual):
        self.key = key
        self.expected = expected
        self.actual = actual

    def __str__(self):
        return f"{self.key}\n  expected: {self.shown(self.expected)}\n    actual: {self.shown(self.actual)}"

    @staticmethod
    def shown(value):
        return value if isinstance(value, (int, type(None))) else repr(value)[:2000]


def words(value):
    """The words of everything in a value, sorted: what is left of it when orders do not count."""
    return sorted(word for word in re.split(r"[\s,()\[\]'\"]+", str(value)) if word)


def folded(text):
    return " ".join(text.split())


def schema_of(dump):
    return sorted((kind, name, folded(sql)) for kind, name, sql in dump["schema"])


def raised_by_script(record, step):
    """Whether code of the project raised it: on purpose, or by an import of what is not there."""
    _, message = step["exception"]
    sources = list(record["files"].values())
    sources += [other["content"] for other in record["steps"] if "content" in other]
    plain = re.escape(message.strip("'"))
    missing = re.fullmatch(r"No module named '([\w.]+)'", message)
    imports = rf"(?m)^ *(?:import|from) {re.escape(missing[1])}\b" if missing else None
    return bool(plain) and any(re.search(rf"raise .*{plain}", text) or
                               imports and re.search(imports, text) for text in sources)


def kind_of_exception(record, step):
    """script, database, own or crash: see the rules above."""
    name, message = step["exception"]
    # Python's own message names the file; the traceback does so above it.
    if raised_by_script(record, step) or name == "builtins.SyntaxError":
        return "script"
    if name.startswith("sqlalchemy.exc.") and DRIVER_MESSAGE.match(message):
        return "database"
    if name.startswith(OWN_ERRORS):
        return "own"
    return "crash"


class Comparison:
    """Compares the steps of a record in turn; remembers the ids that were generated."""

    def __init__(self, record, door):
        self.record = record
        self.door = door
        self.ids = {}
        # Whether the last command was accepted though it left other files or rows than recorded.
        self.diverged = False

    def same_text(self, expected, actual):
        """Equality, where a placeholder stands for a text that must be the same everywhere."""
        for name, value in self.ids.items():
            actual = actual.replace(value, name)
        if expected == actual:
            return True
        if not PLACEHOLDER.search(expected):
            return False
        pattern, seen = [], {}
        for index, part in enumerate(PLACEHOLDER.split(expected)):
            if index % 2 == 0:
                pattern.append(re.escape(part))
            elif part == "TMPFILE":
                pattern.append(r"\S+")
            elif part in seen:
                pattern.append(f"(?P={part})")
            else:
                seen[part] = True
                pattern.append(rf"(?P<{part}>[0-9a-f]{{12}}|\{{{part}\}})")
        found = re.fullmatch("".join(pattern), actual)
        if not found:
            return False
        for name in seen:
            if not found[name].startswith("{"):
                self.ids["{" + name + "}"] = found[name]
        return True

    def variants(self, step, key):
        """The recorded value and its variants, and whether only their order varies."""
        values, any_order = [step.get(key)], False
        for unstable in step.get("unstable", []):
            if unstable["key"] == key:
                values += unstable["variants"]
                any_order = any_order or unstable["how"] == "order"
        return values, any_order

    def one_of(self, step, key, actual, prepare=lambda value: value):
        values, any_order = self.variants(step, key)
        actual = prepare(actual)
        for value in map(prepare, values):
            if isinstance(value, str):
                if self.same_text(value, actual):
                    return None
            elif value == actual:
                return None
            # The order of generated ids is that of their letters, and so up to chance.
            if (any_order or PLACEHOLDER.search(str(value))) and \
                    words(value) == words(self.named(actual)):
                return None
        return Difference(key, prepare(step.get(key)), actual)

    def named(self, value):
        text = str(value)
        for name, known in self.ids.items():
            text = text.replace(known, name)
        return text

    def known(self, text):
        """A recorded text with the ids of this run."""
        for name, value in self.ids.items():
            text = text.replace(name, value)
        return text

    def step(self, step, actual):
        if "exception" in step:
            return self.failing(step, actual)
        if step["rc"] == "timeout":
            return self.crashing(step, actual)
        if step["rc"] == 2 and actual["rc"] == 2:
            return [] if actual["stderr"].strip() and not actual["stdout"] else \
                [Difference("usage", step["stderr"], actual["stderr"])]
        if {"-h", "--help"} & set(step["argv"]) and actual["rc"] == 0:
            return [] if actual["stdout"].strip() else [Difference("help", "a text", "")]
        found = [self.one_of(step, "rc", actual["rc"]), self.standard_output(step, actual),
                 self.standard_error(step, actual)]
        return [one for one in found + self.state(step, actual) if one]

    def standard_output(self, step, actual):
        def prepare(text):
            if step.get("stdout_order") == "any":
                text = "\n".join(sorted(text.splitlines()))
            # Where the templates lie is up to an installation.
            text = re.sub(r"(No such template )\S*/", r"\1", text)
            return self.door.comparable(folded(text) if "--sql" in step["argv"] else text)
        return self.one_of(step, "stdout", actual["stdout"], prepare)

    def standard_error(self, step, actual):
        """The lines that are no warnings, and the warnings."""
        recorded = step.get("warnings", [])

        def prepare(text):
            text = self.without_warnings(text, [warning[1] for warning in recorded])
            return re.sub(r"(?m)^  \S.*\n", "", text)
        return self.one_of(step, "stderr", actual["stderr"], prepare) or \
            self.warnings(recorded, actual["stderr"])

    @staticmethod
    def without_warnings(text, messages):
        for message in messages:
            text = text.replace(message, message.split("\n")[0])
        lines, result, inside = text.splitlines(keepends=True), [], False
        for line in lines:
            if WARNING.match(line):
                inside = True
                continue
            # Python shows the line of source that warned, indented.
            if inside and line.startswith("  ") and "FRAMES" not in line:
                continue
            inside = False
            result.append(line)
        return "".join(result)

    @staticmethod
    def warnings(recorded, actual):
        # Python shows a warning once for a place in the program.
        expected = {folded(message) for _, message in recorded}
        plain = folded(actual)
        missing = [message for message in expected if message not in plain]
        shown = collections.Counter(WARNING.sub("", line) for line in actual.splitlines()
                                    if WARNING.match(line))
        extra = [line for line in shown if not any(folded(line) in message for message in expected)]
        return Difference("warnings", missing, extra) if missing or extra else None

    def state(self, step, actual):
        found = [self.files(step, actual, "created"), self.files(step, actual, "changed")]
        removed = sorted(step.get("removed", []))
        if removed != sorted(actual["removed"]):
            found.append(Difference("removed", removed, actual["removed"]))
        return [one for one in found + self.databases(step, actual) if one]

    def files(self, step, actual, key):
        """Paths and contents of new (or other) files."""
        values, _ = self.variants(step, key)
        contents = {path: content for path, content in actual[key].items()}
        for value in values:
            value = {path: content for path, content in (value or {}).items()
                     if key == "created" or content != "{BINARY}"}
            if self.same_files(value, contents, len(values) > 1):
                return None
        return Difference(key, values[0], contents)

    def same_files(self, expected, actual, any_order):
        if len(expected) != len(actual):
            return False
        for path, content in expected.items():
            same = [other for other in actual if self.same_text(path, other)]
            if not same:
                return False
            if content in ("{BINARY}", "{CONTENT NOT RECORDED}"):
                continue
            if content is None or actual[same[0]] is None:
                if content != actual[same[0]]:
                    return False
            elif self.door.is_python and not self.same_text(content, actual[same[0]]) and not (
                    (any_order or PLACEHOLDER.search(content)) and
                    words(content) == words(self.named(actual[same[0]]))):
                return False
        return True

    def databases(self, step, actual):
        """Rows of the version tables, always; schema and rows when one of both changed."""
        found = []
        versions = {name: dump["versions"] for name, dump in actual["databases"].items()}
        if "versions" in step:
            found.append(self.one_of(
                step, "versions", versions,
                lambda value: {name: None if rows is None else sorted(map(self.named, rows))
                               for name, rows in value.items()}))
        if "db" in step:
            dumps = {name: dump for name, dump in actual["databases"].items()
                     if name in step["db"]}
            found.append(self.one_of(step, "db", dumps, self.comparable_dumps))
        unexpected = actual["databases_changed"] - set(step.get("db", {}))
        unexpected = {name for name in unexpected if actual["databases"][name]["schema"]}
        if unexpected:
            found.append(Difference("db", "unchanged", {name: actual["databases"][name]
                                                        for name in sorted(unexpected)}))
        return found

    def comparable_dumps(self, dumps):
        return {name: (schema_of(dump), {table: sorted(map(self.named, rows))
                                         for table, rows in dump["tables"].items()})
                for name, dump in dumps.items()}

    def clear_error(self, step, actual):
        both = actual["stdout"] + actual["stderr"]
        fine = actual["rc"] in (1, 255) and "a defect of" not in both and \
            (own_frames(both) if TRACEBACK.search(both) else ONE_LINE.search(both))
        return None if fine else Difference("error", step.get("exception", step["rc"]),
                                            (actual["rc"], both))

    def crashing(self, step, actual):
        """The recorded program crashed, or did not end."""
        wrong = self.clear_error(step, actual)
        self.diverged = bool(self.state(step, actual))
        return [wrong] if wrong else []

    def failing(self, step, actual):
        """The recorded program ended in a traceback."""
        kind = self.door.kind_of_exception(kind_of_exception(self.record, step))
        if kind == "crash":
            return self.crashing(step, actual)
        found = [] if actual["rc"] in (1, 255) else [Difference("rc", step["rc"], actual["rc"])]
        plain = folded(actual["stdout"] + "\n" + actual["stderr"])
        exceptions, _ = self.variants(step, "exception")
        wanted = [self.parts_of_error(kind, exception) for exception in exceptions]
        if not any(all(part in plain for part in parts) for parts in wanted):
            found.append(Difference("exception", wanted[0], actual["stdout"] + actual["stderr"]))
        before = {"stdout": re.sub(r"(?m)^ *FAILED: .*\n", "", actual["stdout"]),
                  "stderr": ERROR.split(actual["stderr"], maxsplit=1)[0]}
        logged = dict(step, stderr=TRACEBACK.split(step["stderr"], maxsplit=1)[0])
        logged["unstable"] = [
            dict(one, variants=[TRACEBACK.split(text, maxsplit=1)[0] for text in one["variants"]])
            if one["key"] == "stderr" else one for one in step.get("unstable", [])]
        found += [self.standard_output(logged, before), self.standard_error(logged, before)]
        found += self.state(step, actual)
        return [one for one in found if one]

    def parts_of_error(self, kind, exception):
        """What the error must say, in the spelling of the recorded program."""
        name, message = exception
        if kind == "database":
            parts = [DRIVER_MESSAGE.match(message)[1]]
            statement = STATEMENT.search(message)
            return [folded(part) for part in parts + ([statement[1]] if statement else [])]
        if kind == "script":
            message = re.sub(r" \(\S+, line \d+\)$", "", message)
            return [folded(f"{name.removeprefix('builtins.')}: {message}")]
        return [folded(message)]
