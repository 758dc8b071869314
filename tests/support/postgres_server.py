#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A throwaway PostgreSQL server on a free loopback port, its files in a temporary folder.

As a program it starts one, prints its URL as a line and serves until its standard input ends; the
server goes with the process that holds the other end, however that one ends. As a module it gives
`server()` to the tests that are written in Python.

Roles: `postgres` (superuser, trusted) and `locked`, who must give the password `pass:w@rd/1`.
"""

import contextlib
import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

URL_VARIABLE = "RETORT_TEST_POSTGRESQL_URL"
PR_SET_PDEATHSIG = 1


class Unavailable(Exception):
    """No server can be started here."""


def program(name):
    """PostgreSQL's server programs are not on the path on Debian; the newest version is used."""
    versions = pathlib.Path("/usr/lib/postgresql")
    folders = sorted((folder for folder in versions.glob("*/bin")),
                     key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in folders:
        if os.access(folder / name, os.X_OK):
            return str(folder / name)
    found = shutil.which(name)
    if not found:
        raise Unavailable(f"{name} is not installed (Debian: postgresql)")
    return found


def unprivileged():
    """How to start a program: the server refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise Unavailable("root cannot run the server, and there is no user postgres") from None
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_parent():
    # SIGQUIT is an immediate shutdown: nothing of this server is worth a checkpoint.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def psql(url, sql):
    """Runs statements through the command line client, which needs no Python package."""
    done = subprocess.run([program("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", url],
                          input=sql, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return done.stdout


@contextlib.contextmanager
def session(url):
    """A function that runs statements in one session, and returns when they are done."""
    client = subprocess.Popen([program("psql"), "-XqAt", url], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)

    def execute(sql):
        client.stdin.write(sql + "\n\\echo done\n")
        client.stdin.flush()
        for line in client.stdout:
            if line.strip() == "done":
                return
        raise RuntimeError("psql has ended")

    try:
        yield execute
    finally:
        client.stdin.close()
        client.wait()
        client.stdout.close()


def run(arguments, **options):
    done = subprocess.run(arguments, capture_output=True, text=True, **options)
    if done.returncode:
        raise Unavailable(f"{arguments[0]}: {done.stderr.strip()}")


def start(folder, identity):
    data = folder / "data"
    run([program("initdb"), "-D", str(data), "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8",
         "--auth=trust", "--no-sync"], cwd=folder, **identity)
    (data / "pg_hba.conf").write_text(
        "local all all trust\n"
        "host all locked 127.0.0.1/32 scram-sha-256\n"
        "host all all 127.0.0.1/32 trust\n")
    # Another process may take the port between the probe and the server's own bind.
    for _ in range(5):
        port = free_port()
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        with open(folder / "log", "ab") as log:
            process = subprocess.Popen(
                [program("postgres"), "-D", str(data), "-p", str(port), "-k", str(folder),
                 "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "full_page_writes=off",
                 "-c", "synchronous_commit=off", "-c", "shared_buffers=32MB",
                 "-c", "max_wal_size=4GB", "-c", "autovacuum=off"],
                cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                preexec_fn=die_with_parent, **identity)
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            try:
                psql(url, "CREATE ROLE locked LOGIN PASSWORD 'pass:w@rd/1';")
                return process, url
            except RuntimeError:
                time.sleep(0.05)
        process.kill()
        process.wait()
    raise Unavailable("the server does not start:\n" + (folder / "log").read_text())


@contextlib.contextmanager
def own_server():
    identity = unprivileged()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="retort-postgres-"))
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    try:
        process, url = start(folder, identity)
        try:
            yield url
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def server():
    """The URL of the server that the environment names, else of one of our own."""
    named = os.environ.get(URL_VARIABLE)
    if named:
        yield named
    else:
        with own_server() as url:
            yield url


@contextlib.contextmanager
def fresh_database(url):
    """The URL of a new, empty database on the server at `url`; dropped afterwards."""
    name = f"retort_{os.getpid()}_{time.monotonic_ns()}"
    psql(url, f"CREATE DATABASE {name}")
    try:
        yield url.rsplit("/", 1)[0] + "/" + name
    finally:
        psql(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def stop(signal_number, _):
    sys.exit(128 + signal_number)


def main():
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        with own_server() as url:
            print(url, flush=True)
            sys.stdin.read()
    except Unavailable as why:
        sys.exit(str(why))


if __name__ == "__main__":
    main()
