"""A negotiation under way: the client answered with another wording while the provider still worked on its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Draft
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.services.drafts import agreement_begin, draft_save
from evenhand_portal.agreements.services.joining import other_side_invite, other_side_join
from evenhand_portal.config.tests.browser.troubled import CRITICAL
from evenhand_portal.config.tests.test_matrix import EXAMPLE
from evenhand_portal.conftest import House
from evenhand_portal.negotiation.models import Negotiation
from evenhand_portal.negotiation.services.proposing import proposal_begin
from evenhand_portal.negotiation.services.sending import table_send

ROLES = frozenset({"manager", "signatory"})


def negotiated(client: House, provider: House, now: datetime) -> Mapping[str, Any]:
    """Ids of the agreement and of the provider's draft, which is behind the text that lies on the table."""
    draft = agreement_begin(
        title="IT services for the new surgery", side="provider", organisation=provider.organisation, text=EXAMPLE,
        person=provider.manager, now=now,
    )  # fmt: skip
    ours = desk_at(provider.manager, draft.agreement_id, ROLES)
    asked = other_side_invite(desk=ours, email=client.manager.email, name="", note="", now=now)
    agreement = other_side_join(
        invitation=asked, organisation=client.organisation, person=client.manager, now=now
    )
    ours, theirs = (desk_at(one.manager, agreement.pk, ROLES) for one in (provider, client))
    _send(draft, ours, "As for the four sites.", now)
    negotiation = Negotiation.objects.get(agreement=agreement)
    own = _reworded(negotiation, ours, "3 hours", now)
    _send(_reworded(negotiation, theirs, "2 hours", now), theirs, "The surgery cannot wait four hours.", now)
    return {"agreement_id": agreement.pk, "draft_id": own.pk}


def _reworded(negotiation: Negotiation, desk: Desk, within: str, now: datetime) -> Draft:
    own = proposal_begin(negotiation=negotiation, desk=desk, now=now)
    text = edited(own.revisions.get(number=own.latest).text, f"{CRITICAL}.within", within)
    draft_save(draft=own, based_on_number=own.latest, text=text, author=desk.person, now=now)
    return Draft.objects.get(pk=own.pk)


def _send(draft: Draft, desk: Desk, note: str, now: datetime) -> None:
    table_send(draft=draft, number=draft.latest, desk=desk, note=note, now=now)
