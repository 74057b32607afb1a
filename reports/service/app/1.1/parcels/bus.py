"""The cache of parcels, and the channel on which changes are told, in Redis."""

import json
from typing import Any

import redis

from parcels import config

client = redis.Redis.from_url(config.REDIS, socket_timeout=1, socket_connect_timeout=1)


def answers() -> bool:
    return bool(client.ping())


def cached(number: int) -> dict[str, Any] | None:
    text = client.get(f"parcel:{number}")
    if not isinstance(text, bytes):
        return None
    parcel: dict[str, Any] = json.loads(text)
    return parcel


def keep(parcel: dict[str, Any]) -> None:
    client.setex(f"parcel:{parcel['id']}", config.CACHE_SECONDS, json.dumps(parcel))


def tell(number: int, state: str) -> None:
    """Forgets what was cached before it tells: who asks because of the message sees the new state."""
    client.delete(f"parcel:{number}")
    client.publish("parcels", json.dumps({"id": number, "state": state}))
