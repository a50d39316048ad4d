"""The seals of signed PDFs in a bundle: this portal's, over every byte."""

from __future__ import annotations

from datetime import datetime

from evenhand_portal.agreements.paper.models import Paper
from evenhand_portal.conftest import House
from evenhand_portal.tracking.tests.evidence import begun, found, own_seal
from evenhand_portal.tracking.tests.operator import triggers_dropped


def test_a_paper_that_the_operator_changed_is_found(harbour: House, tidewater: House, now: datetime) -> None:
    history = begun(harbour, tidewater, now, 3)
    assert found(history.bundle(), *history.held)[1] == {"key-not-held"}
    assert len(own_seal()) == 64
    paper = Paper.objects.get()
    body = bytearray(paper.body)
    body[len(body) // 3] ^= 1
    triggers_dropped()
    Paper.objects.filter(pk=paper.pk).update(body=bytes(body))
    outcome, codes = found(history.bundle(), *history.held)
    assert (outcome, "seal-broken" in codes) == ("tampered", True)
