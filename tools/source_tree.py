# SPDX-License-Identifier: MIT
"""What the checks in this folder share: which files are ours, and how a check ends."""

import pathlib
import sys
import tempfile

FOLDERS = ("include", "src", "cli", "tests", "examples", "bench")


def files(root, suffixes=(".h", ".cc"), folders=FOLDERS):
    """Our own source files below `root`, sorted, as paths relative to it."""
    found = []
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                found.append(path.relative_to(root))
    return found


def read(path):
    return path.read_text(encoding="utf-8", errors="replace")


def main(check, cases):
    """Runs `check(root)`, which returns a list of complaints, on the repository.

    With --self-test the check is tried on its own `cases` first: rows of (files, words), where
    `files` maps a path to a text and `words` must occur in the one complaint about them; an empty
    `words` means that there must be none.
    """
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(self_test(check, cases))
    root = pathlib.Path(__file__).resolve().parent.parent
    if sys.argv[1:]:
        root = pathlib.Path(sys.argv[1]).resolve()
    complaints = check(root)
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)


def self_test(check, cases):
    failed = 0
    for number, (tree, words) in enumerate(cases, 1):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in tree.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            complaints = check(root)
        ok = len(complaints) == 1 and words in complaints[0] if words else not complaints
        if not ok:
            failed += 1
            print(f"case {number}: expected {words or 'no complaint'!r}, got {complaints}")
    print(f"{len(cases) - failed} cases passed, {failed} failed")
    return 1 if failed else 0
