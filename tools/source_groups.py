# SPDX-License-Identifier: MIT
"""Which sources can be read as one: most of a compiler's time goes into headers, which are then
read once for all of a group. What one source defines for itself must be no name of another's, nor of
the headers of ours that the other includes.

    source_groups.py ROOT LARGEST < sources     prints GROUP<tab>SOURCE for each
"""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
import source_tree  # noqa: E402


def closure(root, source):
    """The file and those of our own headers that it includes, directly or not."""
    seen, waiting = set(), [source]
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        for name in re.findall(r'^\s*#\s*include\s*["<]([^">]+)[">]', source_tree.read(path), re.M):
            waiting += [folder / name for folder in (root / "include", root / "src", path.parent)]
    return sorted(seen)


def own_names(path):
    """What a source defines outside of classes and functions; not what macros define."""
    names = set()
    for line in source_tree.read(path).split("\n"):
        line = re.sub(r"^\[\[.*?\]\] ", "", line)
        if line[:1].isalpha():
            names.update(re.findall(r"^(?:struct|class|enum(?: class)?|using|namespace) (\w+)|"
                                    r"^[^=({]*?(\w+)(?: =|\(|\{|\[|;)", line)[:1])
    return {name for pair in names for name in pair
            if name and name != "retort" and not name.isupper()}


def words(path):
    return set(re.findall(r"[A-Za-z_]\w*", source_tree.read(path)))


def groups(root, sources, largest, place=lambda path: None, careful=True):
    """The sources in groups, each of one place. Without care for what uses a name that is another
    source's own, groups are larger, and not all of them can be compiled."""
    headers, parts = {}, []

    def header_names(path):
        if path not in headers:
            headers[path] = own_names(path)
        return headers[path]

    for path in sorted(sources):
        known = set().union(*map(header_names, (each for each in closure(root, path)
                                                if each.suffix == ".h")))
        # A member that is defined outside of its class is no name of the source's own.
        private = own_names(path) - known
        used = known | words(path) if careful else private
        for part in parts:
            if (part["place"] == place(path) and len(part["paths"]) < largest
                    and not private & part["used"] and not part["private"] & used):
                break
        else:
            part = {"place": place(path), "paths": [], "private": set(), "used": set()}
            parts.append(part)
        part["paths"].append(path)
        part["private"] |= private
        part["used"] |= used
    return [part["paths"] for part in parts]


def main():
    root = pathlib.Path(sys.argv[1])
    sources = [pathlib.Path(line) for line in sys.stdin.read().splitlines() if line]
    for number, paths in enumerate(groups(root, sources, int(sys.argv[2]))):
        for path in paths:
            print(f"{number}\t{path}")


if __name__ == "__main__":
    main()
