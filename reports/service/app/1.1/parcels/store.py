"""Parcels and their states, in PostgreSQL."""

import atexit
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool

from parcels import config

# A connection is checked before it is handed out: a server that came back is found again.
pool: ConnectionPool[Connection[Any]] = ConnectionPool(
    config.DATABASE,
    min_size=1,
    max_size=4,
    timeout=2,
    kwargs={"autocommit": True, "connect_timeout": 1},
    check=ConnectionPool.check_connection,
    reconnect_timeout=1,
    open=False,
)

SCHEMA = """
create table if not exists parcel (
    id bigint generated always as identity primary key,
    receiver text not null,
    state text not null default 'accepted',
    changed timestamptz not null default now()
);
create index if not exists parcel_receiver on parcel (receiver, id)
"""


def start() -> None:
    pool.open()
    atexit.register(pool.close)


def create_schema() -> None:
    with pool.connection() as connection:
        connection.execute(SCHEMA)


def answers() -> bool:
    with pool.connection() as connection:
        return connection.execute("select true").fetchone() == (True,)


def add(receiver: str) -> int:
    with pool.connection() as connection:
        row = connection.execute("insert into parcel (receiver) values (%s) returning id", (receiver,)).fetchone()
    if row is None:
        raise RuntimeError("the database kept no parcel")
    return int(row[0])


def get(number: int) -> dict[str, Any] | None:
    with pool.connection() as connection:
        row = connection.execute("select id, receiver, state, changed from parcel where id = %s", (number,)).fetchone()
    if row is None:
        return None
    return {"id": row[0], "receiver": row[1], "state": row[2], "changed": row[3].isoformat()}


def move(number: int, state: str) -> bool:
    with pool.connection() as connection:
        done = connection.execute("update parcel set state = %s, changed = now() where id = %s", (state, number))
    return done.rowcount == 1


def of_receiver(receiver: str) -> list[dict[str, Any]]:
    with pool.connection() as connection:
        rows = connection.execute(
            "select id, state from parcel where receiver = %s order by id desc limit 50", (receiver,)
        ).fetchall()
    return [{"id": row[0], "state": row[1]} for row in rows]


def clear() -> None:
    with pool.connection() as connection:
        connection.execute("truncate parcel")
