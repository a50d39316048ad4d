"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shared(request: HttpRequest) -> dict[str, Any]:
    """Return the values every template may use."""
    return {"demo": settings.DEMO}
