# SPDX-License-Identifier: MIT
"""A throwaway pgbouncer in front of a PostgreSQL server, in transaction mode, on a free loopback port."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

import postgres_server

PROGRAM = "/usr/sbin/pgbouncer"


def program():
    found = shutil.which("pgbouncer") or (PROGRAM if os.access(PROGRAM, os.X_OK) else None)
    if not found:
        raise postgres_server.Unavailable("pgbouncer is not installed (Debian: pgbouncer)")
    return found


def start(folder, server, pool_size, identity):
    # Another process may take the port between the probe and the pooler's own bind.
    for _ in range(5):
        port = postgres_server.free_port()
        (folder / "users").write_text('"postgres" ""\n')
        (folder / "pgbouncer.ini").write_text(f"""
[databases]
* = host={server.hostname} port={server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {pool_size}
logfile = {folder}/log
""")
        process = subprocess.Popen([program(), "-q", str(folder / "pgbouncer.ini")], cwd=folder,
                                   stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   preexec_fn=postgres_server.die_with_parent, **identity)
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        deadline = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < deadline:
            try:
                postgres_server.psql(url, "SELECT 1")
                return process, port
            except RuntimeError:
                time.sleep(0.05)
        process.kill()
        process.wait()
    raise postgres_server.Unavailable("pgbouncer does not start:\n" + (folder / "log").read_text())


@contextlib.contextmanager
def pooler(server_url, pool_size=20):
    """The port on which databases of the server are reached through the pooler."""
    identity = postgres_server.unprivileged()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="retort-pgbouncer-"))
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    try:
        process, port = start(folder, urllib.parse.urlsplit(server_url), pool_size, identity)
        try:
            yield port
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def through(url, port):
    """The URL of the same database by way of the pooler."""
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.username}@127.0.0.1:{port}{parts.path}"
