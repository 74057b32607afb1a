"""How fast the parts are, on the stores themselves."""

import uuid

from parcels import bus, store


def test_query_by_number(benchmark):
    number = store.add("Ada")
    assert benchmark.pedantic(store.get, args=(number,), rounds=200, warmup_rounds=50)["receiver"] == "Ada"


def test_query_by_receiver(benchmark):
    name = uuid.uuid4().hex
    for _ in range(20):
        store.add(name)
    assert len(benchmark.pedantic(store.of_receiver, args=(name,), rounds=200, warmup_rounds=50)) == 20


def test_insert(benchmark):
    assert benchmark.pedantic(store.add, args=("Bo",), rounds=200, warmup_rounds=50) > 0


def test_publish_to_delivery(benchmark):
    channel = bus.client.pubsub(ignore_subscribe_messages=True)
    channel.subscribe("parcels")
    while channel.get_message(timeout=0.1) is not None:
        pass

    def there_and_back():
        bus.tell(1, "delivered")
        while True:
            message = channel.get_message(timeout=1)
            if message is not None:
                return message["data"]

    assert b"delivered" in benchmark.pedantic(there_and_back, rounds=200, warmup_rounds=50)
