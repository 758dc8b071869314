"""Runs the migrations from a program.

    python utils/migrate.py           upgrade to the latest revision
    python utils/migrate.py status    show where the database is
"""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from alembic import command  # noqa: E402
from alembic.config import Config  # noqa: E402
from alembic.runtime.migration import MigrationContext  # noqa: E402
from alembic.script import ScriptDirectory  # noqa: E402
from sqlalchemy import create_engine  # noqa: E402

from database import database_url, read_env_file  # noqa: E402


def alembic_config():
    return Config(str(ROOT / "alembic.ini"))


def run_migrations():
    command.upgrade(alembic_config(), "head")
    print("Migrations completed successfully")


def check_status():
    read_env_file()
    scripts = ScriptDirectory.from_config(alembic_config())
    head = scripts.get_current_head()
    engine = create_engine(database_url())
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    print(f"Current revision: {current}")
    print(f"Latest revision: {head}")
    if current == head:
        print("Database is up to date")
        return
    for script in reversed(list(scripts.iterate_revisions(head, current or "base"))):
        print(f"Pending: {script.revision} {script.doc}")


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["status"]:
            check_status()
        elif not sys.argv[1:]:
            run_migrations()
        else:
            sys.exit(__doc__)
    except Exception as error:
        print(f"Migration failed: {error}", file=sys.stderr)
        sys.exit(1)
