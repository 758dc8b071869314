# SPDX-License-Identifier: MIT
"""A small project beside the database, and how these scripts show what a call does."""
import os
import pathlib
import sys

INI = """\
[alembic]
script_location = %(here)s/alembic
prepend_sys_path = .
path_separator = os
sqlalchemy.url = sqlite:///app.db
[other]
a = 1
b = %(a)s-%(here)s
"""
ENV = """\
from sqlalchemy import engine_from_config, pool
from alembic import context

config = context.config


def run(**options):
    context.configure(target_metadata=config.attributes.get("target_metadata"), **options)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    run(url=config.get_main_option("sqlalchemy.url"), literal_binds=True,
        dialect_opts={"paramstyle": "named"})
elif "connection" in config.attributes:
    run(connection=config.attributes["connection"])
else:
    engine = engine_from_config(config.get_section(config.config_ini_section, {}),
                                prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        run(connection=connection)
"""
TEMPLATE = '''\
"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}

"""
from alembic import op
import sqlalchemy as sa
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
'''
REVISION = '''\
"""{doc}

Revision ID: {id}

more of it
"""
from alembic import op
import sqlalchemy as sa
revision = '{id}'
down_revision = {down!r}
branch_labels = {labels!r}
depends_on = {deps!r}
def upgrade():
    op.create_table('t_{id}', sa.Column('id', sa.Integer, primary_key=True))
def downgrade():
    op.drop_table('t_{id}')
'''
REVISIONS = [("aaa1", None, None, None, "first"), ("bbb2", "aaa1", None, None, "second"),
             ("ccc3", "bbb2", ("left",), None, "third left"),
             ("ddd4", "bbb2", ("right",), None, "fourth right"),
             ("eee5", "ddd4", None, "ccc3", "fifth depends")]


class _Output:
    """Paths below the project begin with ROOT."""

    def __init__(self, stream, root):
        self.stream, self.root = stream, root
        self.encoding = stream.encoding

    def write(self, text):
        return self.stream.write(text.replace(self.root, "ROOT"))

    def flush(self):
        self.stream.flush()


def make():
    """In the folder of the script's argument; it becomes the working directory."""
    folder = pathlib.Path(sys.argv[1]).resolve().parent
    os.chdir(folder)
    (folder / "alembic" / "versions").mkdir(parents=True)
    (folder / "alembic.ini").write_text(INI)
    (folder / "alembic" / "env.py").write_text(ENV)
    (folder / "alembic" / "script.py.mako").write_text(TEMPLATE)
    for id_, down, labels, deps, doc in REVISIONS:
        (folder / "alembic" / "versions" / f"{id_}_x.py").write_text(
            REVISION.format(id=id_, down=down, labels=labels, deps=deps, doc=doc))
    sys.stdout = _Output(sys.stdout, str(folder))


def show(label, function):
    """What a call gives, or how it fails and as what."""
    try:
        found = function()
        print(label, "->", found)
    except BaseException as error:
        classes = [each.__name__ for each in type(error).__mro__
                   if each.__module__.startswith(("alembic", "sqlalchemy"))]
        print(label, "!!", f"{type(error).__name__}: {error}", "|", classes)
        return None
    return found
