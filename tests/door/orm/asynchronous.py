# SPDX-License-Identifier: MIT
"""Asynchronous sessions."""
import asyncio
import sys

from sqlalchemy import ForeignKey, create_engine, func, select
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload


class Base(AsyncAttrs, DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    bs: Mapped[list["B"]] = relationship(back_populates="a")


class B(Base):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(primary_key=True)
    a_id: Mapped[int] = mapped_column(ForeignKey("a.id"))
    a: Mapped[A] = relationship(back_populates="bs")


class Engine:
    """Stands where an asynchronous engine of a driver would."""

    def __init__(self, sync_engine):
        self.sync_engine = sync_engine


async def main():
    engine = create_engine(f"sqlite:///{sys.argv[1]}")
    Base.metadata.create_all(engine)
    maker = async_sessionmaker(expire_on_commit=False)
    session = maker()
    session.sync_session.bind = engine
    session.add_all([A(name="x", bs=[B(), B()]), A(name="y")])
    await session.flush()
    print((await session.execute(select(func.count()).select_from(B))).scalar())
    print((await session.scalars(select(A.name).order_by(A.id))).all())
    a = await session.get(A, 1)
    print(a.name, len(a.bs), await session.scalar(select(A.name).where(A.id == 2)))
    print(await session.run_sync(lambda s: s.query(A).count()))
    await session.delete(a.bs[0])
    await session.rollback()
    print(session.in_transaction(), list(session.new))
    async with session.begin():
        session.add(A(name="z"))
    a = (await session.execute(select(A).options(selectinload(A.bs)))).scalars().one()
    print(a.name, a.bs, isinstance(session, AsyncSession))
    await session.close()


asyncio.run(main())
