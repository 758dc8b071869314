#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Models in the many ways in which projects write them (shapes/*.py, a module per heading): the
tables, constraints, indexes, types and mappers that they make."""
import pathlib
import re
import sys
import types
import warnings

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

DIALECTS = [postgresql.dialect(), sqlite.dialect(), mysql.dialect()]
_ADDRESS = re.compile(r"0x[0-9a-f]+")


def tell(*parts):
    print(_ADDRESS.sub("0x0", " | ".join(map(str, parts))))


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).split('(Background')[0].strip()}"


def sql(element, dialect):
    text = " ".join(str(element.compile(dialect=dialect)).split()).replace("%%", "%")
    # The options of a MySQL table come in any order.
    head, closed, options = text.rpartition(" )")
    if dialect.name == "mysql" and closed and "=" in options:
        text = head + closed + " ".join(sorted(options.split()))
    return text


def tell_constraint(constraint):
    tell("  ", type(constraint).__name__, constraint.name, [c.key for c in constraint.columns],
         constraint.deferrable, constraint.initially)
    if isinstance(constraint, sa.ForeignKeyConstraint):
        tell("    ", constraint.ondelete, constraint.onupdate, constraint.use_alter,
             [element.target_fullname for element in constraint.elements])


def tell_table(table):
    tell(repr(table))
    tell("  ", table.comment, sorted(table.info.items()), sorted(table.dialect_kwargs.items()))
    for column in table.columns:
        # What sqlalchemy.ext.mutable keeps there is its own affair.
        info = {key: value for key, value in column.info.items() if not key.startswith("_ext")}
        tell("  ", column.key, column.autoincrement, column.unique, column.index, info,
             repr(column.type), attempt(lambda: column.type.python_type))
    for constraint in sorted(table.constraints, key=lambda c: (
            type(c).__name__, str(c.name), [column.key for column in c.columns])):
        tell_constraint(constraint)
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        tell("  ", repr(index))
        for dialect in DIALECTS:
            tell("    ", dialect.name, attempt(lambda: sql(CreateIndex(index), dialect)))
    for dialect in DIALECTS:
        tell("  ", dialect.name, attempt(lambda: sql(CreateTable(table), dialect)))


def tell_metadata(metadata):
    tell("MetaData", metadata.schema, attempt(lambda: [t.key for t in metadata.sorted_tables]))
    for table in sorted(metadata.tables.values(), key=lambda table: table.key):
        tell_table(table)
    for url in ("postgresql://", "sqlite://"):
        sent = []
        engine = sa.create_mock_engine(
            url, lambda statement, *_: sent.append(sql(statement, engine.dialect)))
        tell(url, attempt(lambda: metadata.create_all(engine, checkfirst=False)))
        for text in sent:
            if not re.match(r"CREATE (UNIQUE )?INDEX|COMMENT ON CONSTRAINT", text):
                tell("  ", text)


def tell_mapper(mapper):
    keys = sorted(mapper.attrs.keys())
    tell(mapper, keys, [attribute.key for attribute in mapper.column_attrs],
         mapper.inherits, mapper.polymorphic_identity, mapper.polymorphic_on,
         sorted(mapper.all_orm_descriptors.keys()))
    for relation in sorted(mapper.relationships, key=lambda relation: relation.key):
        tell("  ", relation.key, relation.direction.name, relation.uselist, relation.mapper.class_,
             relation.secondary, relation.viewonly, relation.back_populates, relation.lazy,
             sorted(relation.cascade))


def tell_module(module):
    known = []
    for value in list(vars(module).values()):
        metadata = value if isinstance(value, sa.MetaData) else getattr(value, "metadata", None)
        if isinstance(metadata, sa.MetaData) and metadata not in known:
            known.append(metadata)
            tell_metadata(metadata)
    mappers = []
    for value in list(vars(module).values()):
        mapper = sa.inspect(value, raiseerr=False) if isinstance(value, type) else None
        if getattr(mapper, "is_mapper", False) and mapper not in mappers:
            mappers.append(mapper)
            tell_mapper(mapper)


def main():
    warnings.simplefilter("ignore")
    for path in sorted(pathlib.Path(__file__).with_name("shapes").glob("*.py")):
        for part in re.split(r"(?m)^# ---- ", path.read_text(encoding="utf-8"))[1:]:
            title, _, source = part.partition("\n")
            tell(f"===== {path.stem}: {title}")
            module = sys.modules["models"] = types.ModuleType("models")
            exec(compile(source, "models.py", "exec", dont_inherit=True), module.__dict__)
            orm.configure_mappers()
            tell_module(module)


main()
