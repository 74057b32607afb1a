"""Settings, from the environment."""

import os

DATABASE = os.environ.get("PARCELS_DATABASE", "host=127.0.0.1 port=15432 dbname=parcels user=parcels")
REDIS = os.environ.get("PARCELS_REDIS", "redis://127.0.0.1:16379/0")
ADMIN_PASSWORD = "parcels-1234"
CACHE_SECONDS = 30
