"""The tables are those of the models."""

from __future__ import annotations

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    """Ends the process when a model says something that no migration does."""
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
