"""Whether the portal is alive, and whether it is ready: for whoever watches over it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import everybody
from evenhand_portal.notices.models import Notice

LATE: Final = timedelta(minutes=10)


@everybody
@require_http_methods(["GET"])
def alive(request: HttpRequest) -> HttpResponse:
    """Answer, without asking anything else."""
    return JsonResponse({"alive": True})


@everybody
@require_http_methods(["GET"])
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the database answers, its tables are up to date, and the worker keeps up with the mail: 200 or 503."""
    try:
        executor = MigrationExecutor(connection)
        current = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        waiting = Notice.objects.filter(state=Notice.State.WAITING, due_at__lt=timezone.now() - LATE)
        mail = current and not waiting.exists()
    except DatabaseError:
        return JsonResponse({"database": False, "tables": False, "mail": False}, status=503)
    facts = {"database": True, "tables": current, "mail": mail}
    return JsonResponse(facts, status=200 if all(facts.values()) else 503)
