"""The settings under test: those of the demonstration, with plain static files and a fast password hash."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["EVENHAND_DEMO"] = "on"
os.environ["EVENHAND_DATA"] = _folder = tempfile.mkdtemp(prefix="evenhand-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

from evenhand_portal.config.settings import *  # noqa: E402, F403 - the environment is set before

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
