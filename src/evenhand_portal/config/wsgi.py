"""The door of the portal for a web server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand_portal.config.settings")
application = get_wsgi_application()
