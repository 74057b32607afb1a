import pytest

from parcels import store, web


@pytest.fixture(autouse=True, scope="session")
def schema():
    store.create_schema()


@pytest.fixture
def http():
    return web.app.test_client()


def pytest_benchmark_update_machine_info(config, machine_info):
    """Says which machine it was in a line, not in sixty flags of its processor."""
    cpu = machine_info.pop("cpu", {})
    machine_info["cpu"] = {key: cpu[key] for key in ("brand_raw", "count") if key in cpu}
    machine_info.pop("release", None)
