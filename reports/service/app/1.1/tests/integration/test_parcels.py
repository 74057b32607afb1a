import json

import pytest

from parcels import bus, config


def test_a_parcel_is_accepted(http):
    answer = http.post("/parcels", json={"receiver": "Ada"})
    assert answer.status_code == 201
    number = answer.get_json()["id"]
    for _ in range(2):  # from the database, then from the cache
        assert http.get(f"/parcels/{number}").get_json()["state"] == "accepted"


def test_an_unknown_parcel(http):
    assert http.get("/parcels/999999999").status_code == 404
    assert http.put("/parcels/999999999/state", json={"state": "delivered"}).status_code == 404


def test_a_move_is_seen_at_once(http):
    number = http.post("/parcels", json={"receiver": "Bo"}).get_json()["id"]
    http.get(f"/parcels/{number}")
    http.put(f"/parcels/{number}/state", json={"state": "delivered"})
    assert http.get(f"/parcels/{number}").get_json()["state"] == "delivered"


def test_a_move_is_told(http):
    number = http.post("/parcels", json={"receiver": "Bo"}).get_json()["id"]
    channel = bus.client.pubsub(ignore_subscribe_messages=True)
    channel.subscribe("parcels")
    http.put(f"/parcels/{number}/state", json={"state": "on its way"})
    for _ in range(20):
        message = channel.get_message(timeout=0.5)
        if message is not None:
            assert json.loads(message["data"]) == {"id": number, "state": "on its way"}
            return
    pytest.fail("nobody was told")


@pytest.mark.parametrize("receiver", ["Miles O'Brien", "x'); drop table parcel; --", "Zoë 📦"])
def test_a_receiver_is_only_a_name(http, receiver):
    number = http.post("/parcels", json={"receiver": receiver}).get_json()["id"]
    assert http.get(f"/parcels/{number}").get_json()["receiver"] == receiver
    assert {"id": number, "state": "accepted"} in http.get(f"/receivers/{receiver}").get_json()


def test_healthy(http):
    answer = http.get("/health")
    assert (answer.status_code, answer.mimetype) == (200, "application/health+json")


def test_who_has_the_password_clears(http, monkeypatch):
    monkeypatch.setattr(config, "ADMIN_PASSWORD", "for-this-test")
    assert http.delete("/parcels", headers={"Authorization": "Bearer for-this-test"}).status_code == 204
