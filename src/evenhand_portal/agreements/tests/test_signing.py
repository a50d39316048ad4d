"""From a draft to a version signed by both: every step, and everything that is refused on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from evenhand.proof.checkpoint import read_note
from evenhand.terms.editing import edited
from evenhand_portal.agreements.models import Agreement, Draft, Version
from evenhand_portal.agreements.selectors import agreements_of, version_in_force
from evenhand_portal.agreements.services.drafts import (
    agreement_begin,
    draft_begin,
    draft_drop,
    draft_save,
)
from evenhand_portal.agreements.services.signing import signing_delegate, version_decline, version_sign
from evenhand_portal.agreements.services.versions import (
    version_offer,
    version_withdraw,
)
from evenhand_portal.agreements.tests.conftest import EXAMPLE, desk, sign
from evenhand_portal.conftest import House
from evenhand_portal.ledger.services import signing_key
from evenhand_portal.notices.models import Notice
from evenhand_portal.parties.models import Membership


def kinds(agreement: Agreement) -> list[str]:
    return [leaf.kind for leaf in agreement.ledger.leaves.all()]


def test_private_until_the_other_side_is_invited(draft: Draft, harbour: House, tidewater: House) -> None:
    assert [one.agreement for one in agreements_of(tidewater.reader)] == [draft.agreement]
    Agreement.objects.filter(pk=draft.agreement_id).update(client=harbour.organisation)
    assert not agreements_of(harbour.manager)


def test_both_sign_and_it_is_in_force(
    offered: Version, harbour: House, tidewater: House, now: datetime
) -> None:
    sign(offered, harbour, now)
    offered.refresh_from_db()
    assert offered.agreed_at is None
    sign(offered, tidewater, now + timedelta(hours=1))
    offered.refresh_from_db()
    assert offered.agreed_at == now + timedelta(hours=1)
    assert offered.draft.state == "agreed"
    assert version_in_force(offered.agreement, offered.in_force_from) == offered
    assert version_in_force(offered.agreement, offered.in_force_from - timedelta(days=1)) is None
    assert version_in_force(offered.agreement, (offered.last_day or now.date()) + timedelta(days=1)) is None
    assert kinds(offered.agreement) == [
        "agreement-begun",
        "other-side-invited",
        "other-side-came",
        "version-offered",
        "version-signed",
        "version-signed",
        "version-agreed",
    ]
    letter = Notice.objects.get(kind="agreed", person=harbour.signatory)
    note = letter.text[letter.text.index("evenhand/") :]
    head, problem = read_note(
        note.strip() + "\n", f"evenhand/{offered.agreement.ledger_id}", signing_key().public_key()
    )
    assert problem is None
    assert head is not None
    assert head.size == 7


def test_who_hears_what(offered: Version, harbour: House, tidewater: House, now: datetime) -> None:
    told = set(Notice.objects.filter(kind="offered").values_list("person__name", flat=True))
    assert told == {"Harbour-signatory", "Tidewater-signatory"}
    sign(offered, harbour, now)
    assert [one.person for one in Notice.objects.filter(kind="signed")] == [tidewater.signatory]
    sign(offered, tidewater, now)
    assert Notice.objects.filter(kind="signed").count() == 1
    assert Notice.objects.filter(kind="agreed").count() == 4


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"consent": False}, "Tick that you have read"),
        ({"name": "  "}, "Type your name"),
        ({"shown": "0" * 64}, "not the one you were shown"),
    ],
)
def test_a_signature_needs_intent_name_and_the_same_text(
    offered: Version, harbour: House, now: datetime, other: dict[str, object], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        sign(offered, harbour, now, **other)
    assert not offered.signatures.exists()


def test_a_side_signs_once_and_nobody_signs_for_both(
    offered: Version, harbour: House, tidewater: House, now: datetime
) -> None:
    sign(offered, harbour, now)
    with pytest.raises(ValidationError, match="has signed already"):
        sign(offered, harbour, now, role="manager")
    both = replace(desk(tidewater, offered.agreement, "signatory"), person=harbour.signatory)
    with pytest.raises(ValidationError, match="Nobody signs for both"):
        version_sign(
            version=offered,
            desk=both,
            name="A. Name",
            consent=True,
            shown=offered.identity,
            method="password",
            now=now,
        )


def test_declining_needs_a_reason_and_reopens_the_draft(
    offered: Version, harbour: House, tidewater: House, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        version_decline(version=offered, side="client", person=harbour.signatory, reason=" ", now=now)
    version_decline(
        version=offered, side="client", person=harbour.signatory, reason="4 hours is too long.", now=now
    )
    offered.draft.refresh_from_db()
    assert offered.draft.state == "open"
    with pytest.raises(ValidationError, match="no longer waits"):
        sign(offered, tidewater, now)
    with pytest.raises(ValidationError, match="no longer waits"):
        version_decline(version=offered, side="client", person=harbour.signatory, reason="Again", now=now)
    assert "4 hours is too long." in Notice.objects.get(kind="declined", person=tidewater.manager).text
    draft_save(
        draft=offered.draft, based_on_number=1, text=EXAMPLE + "# mended\n", author=tidewater.manager, now=now
    )
    again = version_offer(draft=offered.draft, number=2, side="provider", person=tidewater.manager, now=now)
    assert again.number == 1


def test_withdrawing(offered: Version, tidewater: House, harbour: House, now: datetime) -> None:
    with pytest.raises(ValidationError, match="other side offered it"):
        version_withdraw(version=offered, side="client", person=harbour.manager, now=now)
    version_withdraw(version=offered, side="provider", person=tidewater.manager, now=now)
    offered.draft.refresh_from_db()
    assert offered.draft.state == "open"
    with pytest.raises(ValidationError, match="no longer waits"):
        signing_delegate(
            version=offered,
            desk=desk(harbour, offered.agreement, "manager"),
            to=harbour.signatory,
            note="",
            now=now,
        )


def test_delegating_to_another_signatory(offered: Version, harbour: House, now: datetime) -> None:
    own = desk(harbour, offered.agreement, "signatory")
    for nobody in (harbour.reader, harbour.signatory):
        with pytest.raises(ValidationError, match="Only another signatory"):
            signing_delegate(version=offered, desk=own, to=nobody, note="", now=now)
    signing_delegate(
        version=offered,
        desk=replace(own, person=harbour.manager),
        to=harbour.signatory,
        note="Away.",
        now=now,
    )
    assert "Away." in Notice.objects.get(kind="delegated").text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("agreement: Managed IT services", "agreement: ", "must be mended"),
        ("reference: HDG-2026", "reference: HDG-2026\nversion: 3", "the next one is 1"),
    ],
)
def test_what_is_not_offered(
    shared: Draft, tidewater: House, now: datetime, old: str, new: str, message: str
) -> None:
    assert old in EXAMPLE
    draft_save(
        draft=shared, based_on_number=1, text=EXAMPLE.replace(old, new), author=tidewater.manager, now=now
    )
    with pytest.raises(ValidationError, match=message):
        version_offer(draft=shared, number=2, side="provider", person=tidewater.manager, now=now)
    assert not shared.agreement.versions.exists()


def test_nothing_is_offered_alone_twice_or_unread(
    draft: Draft, offered: Version, tidewater: House, now: datetime
) -> None:
    alone = agreement_begin(
        title="Alone",
        side="provider",
        organisation=tidewater.organisation,
        text=EXAMPLE,
        person=tidewater.manager,
        now=now,
    )
    with pytest.raises(ValidationError, match="other side is not here"):
        version_offer(draft=alone, number=1, side="provider", person=tidewater.manager, now=now)
    second = draft_begin(
        agreement=offered.agreement, side="provider", text=EXAMPLE, person=tidewater.manager, now=now
    )
    with pytest.raises(ValidationError, match="Another version waits"):
        version_offer(draft=second, number=1, side="provider", person=tidewater.manager, now=now)
    draft_save(draft=second, based_on_number=1, text=EXAMPLE + "\n", author=tidewater.manager, now=now)
    with pytest.raises(ValidationError, match="saved the draft in between"):
        version_offer(draft=second, number=1, side="provider", person=tidewater.manager, now=now)
    with pytest.raises(ValidationError, match="not open"):
        draft_save(
            draft=offered.draft, based_on_number=1, text="agreement: x", author=tidewater.manager, now=now
        )
    told = offered.agreement.ledger.leaves.count()
    draft_drop(draft=second)
    assert offered.agreement.ledger.leaves.count() == told  # what is dropped was one side's own
    with pytest.raises(ValidationError, match="Only an open draft"):
        draft_drop(draft=second)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreements_version SET text = 'other'",
        "UPDATE agreements_version SET identity = 'other'",
        "DELETE FROM agreements_version",
        "UPDATE agreements_signature SET name = 'other'",
        "DELETE FROM agreements_signature",
        "UPDATE agreements_revision SET text = 'other'",
        "DELETE FROM agreements_revision",
    ],
)
def test_the_database_refuses_to_change_what_was_signed(
    offered: Version, harbour: House, now: datetime, statement: str
) -> None:
    sign(offered, harbour, now)
    with pytest.raises(DatabaseError, match="keeps what was written"), transaction.atomic():
        connection.cursor().execute(statement)


def test_whoever_lost_the_role_while_reading_signs_nothing(
    offered: Version, harbour: House, now: datetime
) -> None:
    reading = desk(harbour, offered.agreement, "signatory")
    Membership.objects.filter(person=harbour.signatory, role="signatory").update(until=now)
    with pytest.raises(ValidationError, match="may not sign for your side any more"):
        version_sign(
            version=offered,
            desk=reading,
            name="A. Name",
            consent=True,
            shown=offered.identity,
            method="password",
            now=now,
        )
    assert not offered.signatures.exists()


def test_a_term_whose_holidays_nobody_knows_is_refused_in_words(
    shared: Draft, tidewater: House, now: datetime
) -> None:
    text = edited(EXAMPLE, "term.to", "2190-12-31")
    draft_save(draft=shared, based_on_number=shared.latest, text=text, author=tidewater.manager, now=now)
    with pytest.raises(ValidationError, match="Holidays of GB are known from 1872 to 2100"):
        version_offer(draft=shared, number=shared.latest, side="provider", person=tidewater.manager, now=now)
    assert Draft.objects.get(pk=shared.pk).state == Draft.State.OPEN
