"""Graphite on loopback with all that it writes in GRAPHITE_FOLDER."""
import os

from graphite.settings import *  # noqa: F401,F403

FOLDER = os.environ["GRAPHITE_FOLDER"]
SECRET_KEY = "of a test"
ALLOWED_HOSTS = ["127.0.0.1"]
STORAGE_DIR = FOLDER
WHISPER_DIR = FOLDER
STANDARD_DIRS = [FOLDER]
LOG_DIR = FOLDER
INDEX_FILE = FOLDER + "/index"
CARBONLINK_HOSTS = []
STORAGE_FINDERS = ("graphite.finders.standard.StandardFinder",)
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER + "/db"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
