"""For a server that wants a module with an app in it: `gunicorn api.wsgi:app`."""

from api.app import create_app
from api.settings import load_settings

app = create_app(load_settings())
