"""How often a token may ask is counted by the minute, in the cache that all serving processes share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from evenhand_portal.api.tests.conftest import Program
from evenhand_portal.config import settings as real
from evenhand_portal.conftest import House


@pytest.mark.django_db
def test_every_minute_counts_anew_however_long_one_goes_on(
    program: Callable[..., Program], tidewater: House
) -> None:
    caller = program(tidewater.manager, tidewater.organisation)
    began = timezone.now().replace(second=0, microsecond=0)
    with override_settings(CACHES=real.CACHES, API_CALLS_A_MINUTE=2):
        call_command("createcachetable", verbosity=0)
        for minute in range(8):
            with time_machine.travel(began + timedelta(minutes=minute), tick=False):
                assert [caller.get("/me").status_code for _ in range(3)] == [200, 200, 429]
        cache.clear()
