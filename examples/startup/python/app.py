"""The application's start: migrations, the fallback, and what it does when both fail."""
import os
import sys

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from database import ROOT, database_url, read_env_file
from models import Base


def prepare_database():
    read_env_file()
    try:
        command.upgrade(Config(str(ROOT / "alembic.ini")), "head")
    except Exception as error:
        if os.environ.get("DEV_CREATE_TABLES") != "true":
            sys.exit(f"The database could not be migrated: {error}")
        print(f"WARNING: no migrations ({error}); creating tables", file=sys.stderr)
        Base.metadata.create_all(create_engine(database_url()))


prepare_database()
print("The application is running")
