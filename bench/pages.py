"""Pages of the portal over much of everything, beside an empty page of Django.

300 clauses with targets and 100,000 tickets, on SQLite. Every page goes through the whole of Django: middleware,
session, who one is, template. The empty page does so too and says nothing. What is kept is kept: the first look at a
text or a figure reads it, later ones do not; both are told apart.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from typing import Any

from bench.check import written
from bench.report import Promise, Section, Speed

TICKETS, TURNS, CLAUSES = 100_000, 15, 300
LIMITS = {"short": 25, "kept": 40, "long": 25 + CLAUSES // 4}
"""How many times an empty page a page may take.

An empty page asks the database twice (session and person). Every page of an agreement asks some 20 times more: who
one is there, whose move it is, what is new; with the frame around it that comes to 5 to 20 empty pages, whatever
there is. So a short page may take 25. What is kept as it was written out has only to be sent: some 3.5 MB of
figures, for which there are 15 more. A long page draws each of 300 clauses with its link, comments and findings:
four clauses may take as long as an empty page. Whatever reads, checks or writes out the agreement or its figures
anew for each look takes 300 and more, and breaks the promise.
"""


def run() -> Section:
    """Every page that grows, in one portal of its own."""
    folder = tempfile.mkdtemp(prefix="evenhand-bench-")
    os.environ |= {
        "EVENHAND_DEMO": "on",
        "EVENHAND_DATA": folder,
        "DJANGO_SETTINGS_MODULE": "evenhand_portal.config.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    try:
        return _measured()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured() -> Section:
    from evenhand_portal.config.starting import make_ready, set_up

    set_up()
    make_ready()
    client, pages = _world()
    looks = _looks(client, {name: at for name, (at, _) in pages.items()})
    empty = looks["an empty page"][1]
    speeds = [Speed(name, 1, later, f"first look {first:.2f} s") for name, (first, later) in looks.items()]
    promises = []
    for name, (_, kind) in pages.items():
        if kind:
            times = looks[name][1] / empty
            text = f"{name}: at most {LIMITS[kind]} times an empty page"
            promises.append(Promise(text, f"{times:.1f} times", times <= LIMITS[kind]))
    return Section(f"Pages of the portal: 300 clauses, {TICKETS:,} tickets", "pages", speeds, promises)


def _looks(client: Any, pages: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Seconds of the first look at each page, and of the best after it; in turns, as a machine is busy at times."""
    seconds: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(TURNS):
        for name, at in pages.items():
            started = time.perf_counter()
            answer = client.get(at)
            seconds[name].append(time.perf_counter() - started)
            assert answer.status_code == 200, f"{at}: {answer.status_code}"
    return {name: (first, min(later)) for name, (first, *later) in seconds.items()}


def _world() -> tuple[Any, dict[str, tuple[str, str]]]:
    """A portal with one agreement of two houses, and the addresses of its pages."""
    from django.core.files.base import ContentFile
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from evenhand_portal.agreements.models import Agreement
    from evenhand_portal.agreements.selectors import desk_at
    from evenhand_portal.agreements.services.drafts import agreement_begin, draft_begin
    from evenhand_portal.agreements.services.versions import version_record
    from evenhand_portal.config.working import WORK
    from evenhand_portal.parties.models import Person
    from evenhand_portal.parties.services import organisation_found
    from evenhand_portal.tracking.records.services import upload_read, upload_receive, upload_take
    from evenhand_portal.tracking.selectors import terms_for_reading

    now, text = timezone.now(), written()
    person, other = (Person.objects.create_user(f"{one}@example.org", name=one) for one in ("Nora", "Tom"))
    house = organisation_found(name="Tidewater", by=person, now=now)
    draft = agreement_begin(
        title="Large", side="provider", organisation=house, text=text, person=person, now=now
    )
    agreement = draft.agreement
    client_house = organisation_found(name="Harbour", by=other, now=now)
    Agreement.objects.filter(pk=agreement.pk).update(client=client_house, shared_at=now)
    version = version_record(
        draft=draft, number=1, side="provider", person=person, paper=b"%PDF-", paper_name="c.pdf", now=now
    )
    second = draft_begin(agreement=agreement, side="provider", text=text, person=person, now=now)
    desk = desk_at(person, agreement.pk, frozenset({"manager"}))
    upload = upload_receive(
        desk=desk,
        kind="tickets",
        file=ContentFile(_tickets().encode()),
        name="year.csv",
        timezone="Europe/London",
        now=now,
    )
    upload_read(upload=upload, terms=terms_for_reading(desk))
    upload.refresh_from_db()
    upload_take(upload=upload, desk=desk, digest=upload.digest, partial=False, now=now)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    at, of_version = {"agreement_id": agreement.pk}, {"agreement_id": agreement.pk, "version_id": version.pk}
    of_draft = {"agreement_id": agreement.pk, "draft_id": second.pk}
    clause = "at=standards.resolve-critical-7"
    pages = {
        "an empty page": (_empty(), ""),
        "your agreements": (reverse("home"), "short"),
        "an agreement": (reverse("agreement", kwargs=at), "kept"),
        "its versions": (reverse("versions", kwargs=at), "short"),
        "a version as a document": (reverse("version", kwargs=of_version), "long"),
        "a draft": (reverse("draft", kwargs=of_draft), "long"),
        "a clause of it": (f"{reverse('clause', kwargs=of_draft)}?{clause}", "long"),
        "its records": (reverse("records", kwargs=at), "short"),
        "figures": (reverse("figures", kwargs=at), "kept"),
        "one ticket": (f"{reverse('ticket', kwargs=at)}?ticket=T-7", "short"),
        "what was said and done": (reverse("proof", kwargs=at), "short"),
    }
    for name in ("figures", "one ticket", "an agreement"):
        client.get(pages[name][0])  # asks what the worker then reckons
    while sum(piece(timezone.now()) for piece in WORK):
        pass
    return client, pages


def _empty() -> str:
    """The address of a page with nothing on it, through the same middleware and a template."""
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.urls import clear_url_caches, path

    from evenhand_portal.access import people
    from evenhand_portal.config import urls

    template = engines["django"].from_string("<!doctype html><title>Nothing</title><p>{{ request.user }}</p>")

    @people
    def nothing(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render({}, request))

    urls.urlpatterns.append(path("nothing/", nothing, name="nothing"))
    clear_url_caches()
    return "/nothing/"


def _tickets() -> str:
    """Tickets of one year, opened, answered and resolved."""
    lines = ["ticket,at,event,service,priority"]
    for number in range(TICKETS):
        day, hour = f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}", 8 + number % 9
        service, priority = f"system-{number % 50}", f"P{number % 4 + 1}"
        lines.append(f"T-{number},{day} {hour:02d}:00,opened,{service},{priority}")
        lines.append(f"T-{number},{day} {hour:02d}:{number % 50 + 1:02d},responded,,")
        lines.append(f"T-{number},{day} {hour + 2:02d}:30,resolved,,")
    return "\n".join(lines) + "\n"
