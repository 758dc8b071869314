#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""markdown_session.py --bin FOLDER FILE...: runs the examples of a document as CLI sessions.

A `console` block is a session (tests/script/README.md says how it is written); a block whose
language is followed by a path is that file; a C++ or SQL block for `upgrade`/`downgrade` is shown
whole, so that it can be run. `<!-- new folder -->` starts afresh, and `<!-- needs: postgresql -->`
says that what follows, up to the next new folder, wants a server. Other blocks are not run.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w+)?(?: (\S+))?\s*$")
NEEDS = re.compile(r"<!-- needs: (\w+) -->")
RUN_BY = pathlib.Path(__file__).with_name("session.py")


def escape(line):
    return "\\" + line if line.startswith(("$ ", "-- ")) else line


def sessions(text):
    """The document's sessions, as texts of the session format."""
    current, found, block, path = [], [], None, None
    needs = []
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if block is not None:
            if line.strip() == "```":
                current.append("")
                block = None
            elif block == "console":
                current.append(line)
            elif path is not None:
                current.append(escape(line))
            continue
        if fence:
            block, path = fence[1] or "text", fence[2]
            if path is not None:
                current.append(f"-- {path} --")
            continue
        if line.startswith("```"):
            raise SystemExit(f"line {number}: a fence that this reader does not know")
        wanted = NEEDS.match(line)
        if wanted:
            needs.append(wanted[1])
        if line.strip() == "<!-- new folder -->":
            found.append((needs, current))
            current, needs = [], []
    found.append((needs, current))
    return ["\n".join([*(f"needs: {need}" for need in needs), *lines]) + "\n"
            for needs, lines in found if any(line.startswith("$ ") for line in lines)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    status = 0
    for name in options.files:
        document = pathlib.Path(name)
        texts = sessions(document.read_text(encoding="utf-8"))
        if not texts:
            print(f"{name}: nothing in it is run", file=sys.stderr)
            return 1
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(texts, 1):
                file = pathlib.Path(folder) / f"{document.stem}-{number}.txtar"
                file.write_text(text, encoding="utf-8")
                result = subprocess.run(
                    [sys.executable, str(RUN_BY), "--bin", options.bin, str(file)], check=False)
                status = status or result.returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
