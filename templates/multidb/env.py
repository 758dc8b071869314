import logging
import re
from logging.config import fileConfig

from alembic import context
from sqlalchemy import engine_from_config, pool

# True: commit on all databases in two phases, where they can.
USE_TWOPHASE = False

config = context.config

# Set up logging as the ini file says.
if config.config_file_name is not None:
    fileConfig(config.config_file_name)
logger = logging.getLogger("alembic.env")

# Each name is a section of the ini file.
db_names = re.split(r",\s*", config.get_main_option("databases", ""))

# The MetaData of each database's models, which --autogenerate compares it with:
# target_metadata = {"engine1": models1.metadata, "engine2": models2.metadata}
target_metadata = {}


def run_migrations_offline() -> None:
    """Write the SQL of the migrations into one file for each database."""
    for name in db_names:
        logger.info("Migrating database %s", name)
        file_name = f"{name}.sql"
        logger.info("Writing output to %s", file_name)
        with open(file_name, "w") as buffer:
            context.configure(
                url=config.get_section_option(name, "sqlalchemy.url"),
                output_buffer=buffer,
                target_metadata=target_metadata.get(name),
                literal_binds=True,
                dialect_opts={"paramstyle": "named"},
            )
            with context.begin_transaction():
                context.run_migrations(engine_name=name)


def run_migrations_online() -> None:
    """Run the migrations on all databases; commit when all have succeeded."""
    connections = {}
    transactions = {}
    for name in db_names:
        engine = engine_from_config(
            config.get_section(name, {}),
            prefix="sqlalchemy.",
            poolclass=pool.NullPool,
        )
        connection = connections[name] = engine.connect()
        if USE_TWOPHASE:
            transactions[name] = connection.begin_twophase()
        else:
            transactions[name] = connection.begin()

    try:
        for name, connection in connections.items():
            logger.info("Migrating database %s", name)
            context.configure(
                connection=connection,
                upgrade_token=f"{name}_upgrades",
                downgrade_token=f"{name}_downgrades",
                target_metadata=target_metadata.get(name),
            )
            context.run_migrations(engine_name=name)

        if USE_TWOPHASE:
            for transaction in transactions.values():
                transaction.prepare()

        for transaction in transactions.values():
            transaction.commit()
    except:
        for transaction in transactions.values():
            transaction.rollback()
        raise
    finally:
        for connection in connections.values():
            connection.close()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
