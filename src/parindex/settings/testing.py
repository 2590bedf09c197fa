"""Settings of the tests: quick password hashing, PostgreSQL when the session says so."""

import os
import tempfile

os.environ.setdefault("PARINDEX_DATA", tempfile.mkdtemp(prefix="parindex-tests-"))
os.environ.setdefault("PARINDEX_SECRET_KEY", "only for tests")

from parindex.settings.base import *  # noqa: F403
from parindex.settings.base import DATA as _DATA
from parindex.settings.base import STATIC_ROOT as _STATIC_ROOT

# Processes of one test run load dossiers at the same time: each into a folder of its own.
DATA = _DATA / os.environ.get("PYTEST_XDIST_WORKER", "")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Empty: the tests of pages take static files from where they stand. WhiteNoise warns without it.
_STATIC_ROOT.mkdir(parents=True, exist_ok=True)
