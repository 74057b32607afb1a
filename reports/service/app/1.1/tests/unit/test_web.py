from datetime import date

import psycopg
import pytest
import redis

from parcels import bus, config, store, web


@pytest.mark.parametrize("days,expected", [(0, None), (3, None), (4, "late by 4 days"), (30, "late by 30 days")])
def test_days_late(days, expected):
    assert web.days_late(date(2026, 11, 1), date.fromordinal(date(2026, 11, 1).toordinal() + days)) == expected


@pytest.mark.parametrize("body", [None, [], {}, {"receiver": ""}, {"receiver": "  "}, {"receiver": 7}])
def test_a_receiver_is_asked_for(http, body):
    assert http.post("/parcels", json=body).status_code == 400


def test_no_json_at_all(http):
    assert http.post("/parcels", data="receiver=Ada").status_code == 400


@pytest.mark.parametrize("state", ["lost in space", "", None, 3])
def test_states_are_checked(http, state):
    assert http.put("/parcels/1/state", json={"state": state}).status_code == 400


def test_nobody_clears_without_the_password(http):
    assert http.delete("/parcels").status_code == 403
    assert http.delete("/parcels", headers={"Authorization": "Bearer "}).status_code == 403


def test_a_database_that_is_away(http, monkeypatch):
    def away():
        raise psycopg.OperationalError("gone")

    monkeypatch.setattr(store, "answers", away)
    answer = http.get("/health")
    assert answer.status_code == 503
    assert answer.get_json()["checks"] == {"postgres": [{"status": "fail"}], "redis": [{"status": "pass"}]}


def test_a_cache_that_is_away(http, monkeypatch):
    def away(_):
        raise redis.ConnectionError("gone")

    monkeypatch.setattr(bus, "cached", away)
    assert http.get("/parcels/1").status_code == 503


def test_an_insert_that_kept_nothing(monkeypatch):
    class Nothing:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def execute(self, *_):
            return self

        def fetchone(self):
            return None

    monkeypatch.setattr(store.pool, "connection", Nothing)
    with pytest.raises(RuntimeError):
        store.add("Ada")


def test_cache_is_short():
    assert config.CACHE_SECONDS <= 60
