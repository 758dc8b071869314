# SPDX-License-Identifier: MIT
"""Projects for tests in which several processes migrate one database."""

import os
import pathlib
import re
import subprocess
import time

LOGGING = """
[loggers]
keys = root,alembic
[handlers]
keys = console
[formatters]
keys = plain
[logger_root]
level = WARNING
handlers = console
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain
[formatter_plain]
format = %(levelname)s %(message)s
"""

ENV = """
import logging.config

from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
logging.config.fileConfig(config.config_file_name)
OPTIONS = {options}


def offline():
    context.configure(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def online():
    engine = engine_from_config(config.get_section(config.config_ini_section), poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, **OPTIONS)
        with context.begin_transaction():
            {before}
            context.run_migrations()


offline() if context.is_offline_mode() else online()
"""

# A run stays in this migration as long as the file `hold` is there.
HOLD = """
import os
import time

open(os.environ["HOLD"] + "-reached", "a").close()
while os.path.exists(os.environ["HOLD"]):
    time.sleep(0.02)
"""


def indented(text, width=4):
    return "".join(" " * width + line + "\n" for line in text.strip().split("\n"))


class Project:
    def __init__(self, folder, programs, url, settings=""):
        self.folder = pathlib.Path(folder)
        self.programs = pathlib.Path(programs)
        self.versions = self.folder / "migrations" / "versions"
        self.versions.mkdir(parents=True)
        self.hold = self.folder / "hold"
        self.last = None
        self.configure(url, settings)

    def configure(self, url, settings=""):
        self.url = url
        (self.folder / "alembic.ini").write_text(
            "[alembic]\nscript_location = %(here)s/migrations\npath_separator = os\n"
            f"sqlalchemy.url = {url}\n[retort]\n{settings}\n{LOGGING}")

    def sql(self, revision, upgrade, transaction=True):
        header = f"-- {revision}\n--\n-- revision: {revision}\n-- down_revision: {self.last or ''}\n"
        if not transaction:
            header += "-- transaction: false\n"
        (self.versions / f"{revision}.sql").write_text(f"{header}\n-- upgrade\n{upgrade}\n-- downgrade\n")
        self.last = revision

    def environment(self, options="{}", before="pass"):
        (self.folder / "migrations" / "env.py").write_text(ENV.format(options=options, before=before))
        (self.folder / "migrations" / "script.py.mako").write_text("")

    def python(self, revision, upgrade):
        (self.versions / f"{revision}.py").write_text(
            f'"""{revision}"""\nimport sqlalchemy as sa\nfrom alembic import op\n\n'
            f"revision = {revision!r}\ndown_revision = {self.last!r}\n\n\n"
            f"def upgrade():\n{indented(upgrade)}\n\ndef downgrade():\n    pass\n")
        self.last = revision

    def start(self, *arguments, program="retort"):
        environment = os.environ | {"HOLD": str(self.hold)}
        return subprocess.Popen([str(self.programs / program), *arguments], cwd=self.folder,
                                env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True)

    def run(self, *arguments, program="retort"):
        return Ended(self.start(*arguments, program=program))


class Ended:
    """What a process has said by its end."""

    def __init__(self, process):
        output, errors = process.communicate(timeout=240)
        self.status = process.returncode
        self.output = output
        self.errors = errors
        self.steps = re.findall(r"Running upgrade .*-> (\w+)", errors)
        self.waited = "Waiting for another run to end" in errors

    def __repr__(self):
        return f"exit {self.status}\n{self.output}{self.errors}"


def until(condition, process=None, seconds=120):
    """Waits for something that a process does."""
    deadline = time.monotonic() + seconds
    while not condition():
        if process is not None and process.poll() is not None:
            raise AssertionError(f"this never came true: {Ended(process)}")
        if time.monotonic() > deadline:
            raise AssertionError("this never came true")
        time.sleep(0.02)
