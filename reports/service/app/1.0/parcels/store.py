"""Parcels and their states, in PostgreSQL."""

import psycopg
import os, sys

from parcels import config

connection = psycopg.connect(config.DATABASE, autocommit=True)

SCHEMA = """
create table if not exists parcel (
    id bigint generated always as identity primary key,
    receiver text not null,
    state text not null default 'accepted',
    changed timestamptz not null default now()
)
"""


def create_schema():
    connection.execute(SCHEMA)


def add(receiver):
    row = connection.execute(f"insert into parcel (receiver) values ('{receiver}') returning id").fetchone()
    return row[0]


def get(number):
    row = connection.execute(f"select id, receiver, state, changed from parcel where id = {number}").fetchone()
    if row == None:
        return None
    return {"id": row[0], "receiver": row[1], "state": row[2], "changed": row[3].isoformat()}


def move(number, state):
    done = connection.execute(f"update parcel set state = '{state}', changed = now() where id = {number}")
    return done.rowcount == 1


def of_receiver(receiver):
    rows = connection.execute(f"select id, state from parcel where receiver = '{receiver}' order by id desc limit 50")
    return [{"id": row[0], "state": row[1]} for row in rows]
