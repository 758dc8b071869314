#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""manual.py BIN: the manual page is well-formed, and every command and option is in it."""

import re
import subprocess
import sys

sys.dont_write_bytecode = True
from project import Project, present  # noqa: E402


def main():
    with Project(sys.argv[1]) as project:
        page = project.run("manual").stdout
        path = project.root / "retort.1"
        path.write_text(page)
        complaints = []
        if present("groff"):
            done = subprocess.run(["groff", "-ww", "-z", "-man", str(path)], text=True,
                                  capture_output=True, check=False)
            complaints += done.stderr.splitlines()
        if present("mandoc"):
            done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(path)], text=True,
                                  capture_output=True, check=False)
            complaints += [line for line in done.stdout.splitlines()
                           # The page is not dated: a build on another day is no other page.
                           if "missing date" not in line]
            plain = subprocess.run(["mandoc", "-T", "ascii", str(path)], text=True,
                                   capture_output=True, check=True).stdout
            plain = re.sub(r".\x08", "", plain)
            help_text = project.run("--help").stdout
            for command in re.search(r"\{([a-z_,]+)\}", help_text)[1].split(","):
                if not re.search(rf"^   {command}$", plain, re.MULTILINE):
                    complaints.append(f"{command} has no section")
                options = set(re.findall(r"^  (?:-\w[^,]*, )?(--[\w-]+)",
                                         project.run(command, "--help").stdout, re.MULTILINE))
                section = re.search(rf"^   {command}$(.*?)(?=^   \w|^\w)", plain,
                                    re.MULTILINE | re.DOTALL)
                for option in options - {"--help"}:
                    if section and option not in section[1]:
                        complaints.append(f"{command} {option} is not in the manual")
        print("\n".join(complaints) or f"{len(page.splitlines())} lines, no complaints")
        return 1 if complaints else 0


sys.exit(main())
