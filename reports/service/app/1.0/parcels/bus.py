"""The cache of parcels, and the channel on which changes are told, in Redis."""

import json

import redis

from parcels import config

client = redis.Redis.from_url(config.REDIS)


def cached(number: int) -> dict:
    text = client.get(f"parcel:{number}")
    if text is None:
        return None
    return json.loads(text)


def keep(parcel):
    client.setex(f"parcel:{parcel['id']}", config.CACHE_SECONDS, json.dumps(parcel))


def tell(number: int, state: str) -> None:
    client.publish("parcels", json.dumps({"id": number, "state": state}))
