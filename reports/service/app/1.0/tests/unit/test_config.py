from parcels import config


def test_cache_is_short():
    assert config.CACHE_SECONDS <= 60


def test_database_is_named():
    assert "dbname=parcels" in config.DATABASE
