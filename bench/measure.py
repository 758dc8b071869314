# SPDX-License-Identifier: MIT
"""Wall time and memory of commands, as the operating system counts them."""

import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RETORT = os.environ.get("RETORT", str(ROOT / "build" / "release" / "bin" / "retort"))


class Failed(Exception):
    pass


def once(command, folder, environment=None, source=None):
    """Seconds and MB (peak resident) of one run; its output is thrown away."""
    with open(source or os.devnull, "rb") as stdin:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=stdin, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, env=environment)
        complaints = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{' '.join(command)}: {complaints.decode(errors='replace')[-2000:]}")
    return seconds, usage.ru_maxrss / 1024


def repeat(runs, command, folder, before=None, **options):
    """The median time and the largest memory of some runs; `before` comes ahead of each, unmeasured."""
    seconds, memory = [], []
    for _ in range(runs):
        if before:
            before()
        one = once(command, folder, **options)
        seconds.append(one[0])
        memory.append(one[1])
    return statistics.median(seconds), max(memory)


def alternate(runs, contestants):
    """Medians of several contestants that take turns, so that a slow minute hits them all.

    A contestant is a function that prepares itself, runs, and returns its seconds.
    """
    seconds = {name: [] for name in contestants}
    for _ in range(runs):
        for name, run in contestants.items():
            seconds[name].append(run())
    return {name: statistics.median(values) for name, values in seconds.items()}


def require_program():
    if not os.access(RETORT, os.X_OK):
        sys.exit(f"{RETORT} is not there; build the preset release, or name it in RETORT")
