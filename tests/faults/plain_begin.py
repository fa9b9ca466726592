"""The product with the fault that `BEGIN IMMEDIATE` guards against, and nothing else changed."""

from events import create_app, database

database.BEGIN_TO_WRITE = "BEGIN"
app = create_app()
