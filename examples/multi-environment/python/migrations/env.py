"""One chain of migrations for all databases: ENV says which one is meant, DATABASE_URL where it is."""
import logging
import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, pool

# Every entity is imported here, or autogenerate does not see its table.
from src.entities.base import Base
from src.entities.games import Game  # noqa: F401
from src.entities.standings import Standing  # noqa: F401
from src.entities.teams import Team  # noqa: F401

try:
    from dotenv import load_dotenv

    load_dotenv()
except ImportError:
    pass  # the variables are set in the shell

config = context.config
if config.config_file_name is not None:
    fileConfig(config.config_file_name)
logger = logging.getLogger("alembic.env")

target_metadata = Base.metadata

environment = os.environ.get("ENV", "local").lower()
database_url = os.environ.get("DATABASE_URL")
if not database_url:
    raise RuntimeError("DATABASE_URL is not set. See .env.example.")


def show_banner() -> None:
    rule = "=" * 39
    logger.info(rule)
    logger.info("  ALEMBIC MIGRATION TARGET: %s", environment.upper())
    logger.info(rule)
    if environment == "main":
        logger.warning("*** PRODUCTION DATABASE -- Proceed with caution ***")


def check_production() -> None:
    if environment == "main" and os.environ.get("ALLOW_PRODUCTION_MIGRATE") != "true":
        raise RuntimeError(
            "Refusing to migrate production database. "
            "Set ALLOW_PRODUCTION_MIGRATE=true to proceed."
        )


def run_migrations_offline() -> None:
    context.configure(
        url=database_url,
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online() -> None:
    engine = create_engine(database_url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


show_banner()
if context.is_offline_mode():
    run_migrations_offline()
else:
    check_production()
    run_migrations_online()
