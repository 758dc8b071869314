# SPDX-License-Identifier: MIT
"""Asynchronous engines, as env.py of the async template uses them. Run with a database's URL."""
import asyncio
import sys

import sqlalchemy as sa
from sqlalchemy import pool, text
from sqlalchemy.ext.asyncio import AsyncEngine, async_engine_from_config, create_async_engine

url = sa.make_url(sys.argv[1])
url = url.set(drivername="sqlite+aiosqlite" if url.get_backend_name() == "sqlite"
              else "postgresql+asyncpg")


def work(connection, number):
    connection.execute(text("CREATE TABLE a (n INTEGER)"))
    connection.execute(text("INSERT INTO a VALUES (:n)"), {"n": number})
    print(type(connection).__name__, connection.dialect.name)
    return number + 1


async def main():
    engine = async_engine_from_config(
        {"sqlalchemy.url": url.render_as_string(hide_password=False)}, prefix="sqlalchemy.",
        poolclass=pool.NullPool)
    print(isinstance(engine, AsyncEngine), engine.dialect.driver, engine.name)
    async with engine.connect() as connection:
        print(await connection.run_sync(work, 4))
        await connection.commit()
        result = await connection.execute(text("SELECT n FROM a"))
        print(result.all(), result.closed)
        print(await connection.scalar(text("SELECT n FROM a")))
        await connection.rollback()
        async with connection.begin():
            await connection.execute(text("DELETE FROM a"))
    async with engine.begin() as connection:
        print((await connection.execute(text("SELECT count(*) FROM a"))).scalar_one())
        names = await connection.run_sync(lambda c: sa.inspect(c).get_table_names())
        print(names)
        await connection.run_sync(sa.MetaData().create_all)
    connection = await engine.connect()
    async for row in await connection.stream(text("SELECT 1 AS one")):
        print(row.one)
    await connection.close()
    await engine.dispose()


asyncio.run(main())
try:
    create_async_engine("postgresql+psycopg2://")
except sa.exc.InvalidRequestError as error:
    print(error)
