"""Where is my parcel? A small web service on PostgreSQL and Redis."""

__version__ = "1.1"
