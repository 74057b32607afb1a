"""The HTTP interface."""

from datetime import date
from typing import Any

import psycopg
import psycopg_pool
import redis
from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue

from parcels import bus, config, store

STATES = ("accepted", "on its way", "delivered")
LATE_DAYS = 3

app = Flask(__name__)
store.start()


def field(name: str) -> str | None:
    """A text of the request's JSON, None where there is none."""
    body: Any = request.get_json(silent=True)
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, str) and value.strip() else None


@app.post("/parcels")
def add() -> ResponseReturnValue:
    receiver = field("receiver")
    if receiver is None:
        return jsonify(error="who is the receiver?"), 400
    return jsonify(id=store.add(receiver)), 201


@app.get("/parcels/<int:number>")
def get(number: int) -> ResponseReturnValue:
    parcel = bus.cached(number)
    if parcel is None:
        parcel = store.get(number)
        if parcel is None:
            return jsonify(error="no such parcel"), 404
        bus.keep(parcel)
    return jsonify(parcel)


@app.put("/parcels/<int:number>/state")
def move(number: int) -> ResponseReturnValue:
    state = field("state")
    if state not in STATES:
        return jsonify(error=f"expected one of {', '.join(STATES)}"), 400
    if not store.move(number, state):
        return jsonify(error="no such parcel"), 404
    bus.tell(number, state)
    return jsonify(id=number, state=state)


@app.get("/receivers/<receiver>")
def of_receiver(receiver: str) -> ResponseReturnValue:
    return jsonify(store.of_receiver(receiver))


@app.delete("/parcels")
def clear() -> ResponseReturnValue:
    if not config.ADMIN_PASSWORD or request.headers.get("Authorization") != f"Bearer {config.ADMIN_PASSWORD}":
        return jsonify(error="not allowed"), 403
    store.clear()
    return "", 204


@app.get("/health")
def health() -> ResponseReturnValue:
    parts = {"postgres": store.answers, "redis": bus.answers}
    checks = {}
    for name, answers in parts.items():
        try:
            status = "pass" if answers() else "fail"
        except (psycopg.Error, psycopg_pool.PoolTimeout, redis.RedisError):
            status = "fail"
        checks[name] = [{"status": status}]
    failed = any(one[0]["status"] == "fail" for one in checks.values())
    answer = jsonify(status="fail" if failed else "pass", checks=checks)
    answer.mimetype = "application/health+json"
    return answer, 503 if failed else 200


@app.errorhandler(psycopg.Error)
@app.errorhandler(psycopg_pool.PoolTimeout)
@app.errorhandler(redis.RedisError)
def not_now(_: Exception) -> ResponseReturnValue:
    return jsonify(error="try again in a moment"), 503


def days_late(changed: date, today: date) -> str | None:
    late = (today - changed).days
    return f"late by {late} days" if late > LATE_DAYS else None
