"""What a guest sees: the paper, what was said by the link, the form to reply, the Word file there and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from evenhand_portal.access import View, everybody
from evenhand_portal.agreements.editing.pages import page_at
from evenhand_portal.agreements.overview import terms_of
from evenhand_portal.conversations.authors import Author
from evenhand_portal.conversations.models import Comment, Thread
from evenhand_portal.conversations.subjects import subject_words
from evenhand_portal.guests.forms import ReplyForm, WordForm, began
from evenhand_portal.guests.models import Link
from evenhand_portal.guests.paper import Paper, paper_of, reading_of_text
from evenhand_portal.guests.selectors import link_opened, threads_by
from evenhand_portal.guests.services.replies import Said, reply_take
from evenhand_portal.guests.services.words import words_take
from evenhand_portal.guests.word import word_file
from evenhand_portal.parties.forms import first_error

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def by_link(view: Callable[..., HttpResponseBase]) -> View:
    """Give a view the link in place of its secret. One that is no longer good says so, and nothing else."""

    @wraps(view)
    def opened(request: HttpRequest, secret: str, **more: Any) -> HttpResponseBase:
        now = timezone.now()
        link, state = link_opened(secret, now)
        if state != "open":
            answer: HttpResponseBase = render(
                request, "guests/over.html", {"link": link, "state": state}, status=410
            )
        else:
            answer = view(request, link, secret, **more)
            Link.objects.filter(pk=link.pk).update(opened_at=now)
        add_never_cache_headers(answer)  # a secret stands in the address: nothing of it is kept on the way
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return opened


@everybody
@require_http_methods(["GET"])
@by_link
def guest(request: HttpRequest, link: Link, secret: str) -> HttpResponse:
    """The paper in full, with what the guest and others said by this link."""
    paper = paper_of(link)
    facts = {**_frame(link, secret, paper), "reading": reading_of_text(paper.text), "threads": _threads(link)}
    return render(request, "guests/paper.html", facts)


@everybody
@require_http_methods(["GET", "POST"])
@by_link
def guest_reply(request: HttpRequest, link: Link, secret: str) -> HttpResponse:
    """The form to comment on a clause, on the whole, or in a thread; what was typed is kept."""
    if not link.speaks:
        return redirect("guest", secret=secret)
    now = timezone.now()
    asked = request.POST if request.method == "POST" else request.GET
    page = page_at(asked.get("at", "")) if asked.get("at") else None
    thread = _thread(link, asked.get("thread", ""))
    form = ReplyForm(request.POST or None, initial={"began": began(now)})
    if request.method == "POST" and form.is_valid():
        said = Said(form.reply(now), form.cleaned_data["email"], page.address if page else "", thread)
        try:
            taken = reply_take(link=link, said=said, now=now)
        except ValidationError as error:
            form.add_error("text", first_error(error))
        else:
            held = not isinstance(taken, Comment)
            return render(
                request, "guests/thanks.html", {**_frame(link, secret, paper_of(link)), "held": held}
            )
    facts = {
        **_frame(link, secret, paper_of(link)),
        "form": form,
        "about": page.address if page else "",
        "thread": thread,
        "words": thread.about if thread else _words(page.address if page else ""),
    }
    return render(request, "guests/reply.html", facts, status=422 if form.errors else 200)


@everybody
@require_http_methods(["GET"])
@by_link
def guest_word(request: HttpRequest, link: Link, secret: str) -> HttpResponse:
    """The paper as a Word file, with tracked changes against what is in force."""
    paper = paper_of(link)
    terms = paper.terms
    if terms is None:
        return render(request, "guests/unreadable.html", _frame(link, secret, paper), status=422)
    before = terms_of(paper.before) if paper.before else None
    file = word_file(terms, before, str(link.house))
    answer = HttpResponse(file, content_type=WORD)
    name = slugify(str(link.agreement))[:60] or "agreement"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer


@everybody
@require_http_methods(["GET", "POST"])
@by_link
def guest_word_back(request: HttpRequest, link: Link, secret: str) -> HttpResponse:
    """The edited Word file comes back: its changes become proposals by clause."""
    if not link.speaks:
        return redirect("guest", secret=secret)
    form = WordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        author = Author(
            link.side_spoken_for, None, name=form.cleaned_data["name"], email=form.cleaned_data["email"]
        )
        try:
            brought = words_take(
                link=link, data=file.read(), file=file.name, author=author, now=timezone.now()
            )
        except ValidationError as error:
            form.add_error("file", first_error(error))
        else:
            return render(
                request, "guests/thanks.html", {**_frame(link, secret, paper_of(link)), "brought": brought}
            )
    facts = {**_frame(link, secret, paper_of(link)), "form": form}
    return render(request, "guests/word.html", facts, status=422 if form.errors else 200)


def _frame(link: Link, secret: str, paper: Paper) -> dict[str, object]:
    return {"link": link, "secret": secret, "paper": paper, "house": link.house}


def _threads(link: Link) -> list[tuple[Thread, str, list[Comment]]]:
    return [(thread, thread.about, said) for thread, said in threads_by(link)]


def _thread(link: Link, wanted: str) -> Thread | None:
    try:
        return link.threads.select_related("agreement__ledger").filter(pk=UUID(wanted)).first()
    except ValueError:
        return None


def _words(clause: str) -> str:
    return subject_words("clause", clause) if clause else subject_words("agreement", "")
