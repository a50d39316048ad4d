"""What has to be there before the portal serves: tables, static files, fonts."""

from __future__ import annotations

import os
from pathlib import Path

import django


def set_up() -> None:
    """Load the settings and the apps; raises ImproperlyConfigured for unsafe settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand_portal.config.settings")
    django.setup()


def make_ready() -> None:
    """Bring the tables up to date and make the static files; doing it twice changes nothing."""
    from django.conf import settings
    from django.core.management import call_command

    from evenhand_portal.look.fonts import make_fonts

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    made = Path(settings.DATA) / "made"
    if not (made / "evenhand" / "fonts.css").exists():
        make_fonts(made)
    call_command("collectstatic", interactive=False, verbosity=0)
