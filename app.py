"""The application object that servers and the `flask` command load."""

from events import create_app

app = create_app()
