"""Threads: beginning one, reading it, answering in it, resolving it, and the files in it."""

from __future__ import annotations

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evenhand_portal.access import View, scoped
from evenhand_portal.agreements.selectors import Desk, desk_at
from evenhand_portal.agreements.views.home import EVERY_ROLE
from evenhand_portal.conversations.attachments import type_of
from evenhand_portal.conversations.authors import author_at
from evenhand_portal.conversations.decisions import Subject
from evenhand_portal.conversations.forms import CommentForm
from evenhand_portal.conversations.labels import label_of
from evenhand_portal.conversations.models import Thread
from evenhand_portal.conversations.selectors import (
    SPEAKING,
    attachment_seen,
    comments_of,
    people_seeing,
    thread_seen,
    threads_about,
)
from evenhand_portal.conversations.services import (
    comment_make,
    comment_reply,
    thread_read,
    thread_reopen,
    thread_resolve,
)
from evenhand_portal.conversations.subjects import subject_address, subject_words
from evenhand_portal.parties.forms import first_error


def of_thread(view: View) -> View:
    """Give a view the thread in place of its id; to whom it is not for, it is not there."""

    @wraps(view)
    def with_thread(request: HttpRequest, desk: Desk, thread_id: UUID, **more: Any) -> HttpResponseBase:
        return view(request, desk, thread_seen(desk, thread_id), **more)

    return with_thread


@scoped("agreement", desk_at, *SPEAKING)
@require_http_methods(["GET", "POST"])
def thread_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say something about a subject; `back` is the page on which one was."""
    asked = request.POST if request.method == "POST" else request.GET
    subject = Subject(asked.get("about", "agreement"), asked.get("key", ""))
    if trouble := subject.trouble():
        messages.error(request, trouble)
        return redirect("said", agreement_id=desk.agreement.pk)
    form = CommentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            comment = comment_make(
                agreement=desk.agreement,
                subject=subject,
                audience=request.POST.get("audience", ""),
                author=author_at(desk),
                text=form.cleaned_data["text"],
                files=form.cleaned_data["attached"],
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            return redirect(_back(desk, asked.get("back", "")) or _address(desk, comment.thread))
    facts = {
        "desk": desk,
        "here": "said",
        "form": form,
        "about": subject,
        "words": subject_words(subject.kind, subject.key, label_of(desk.agreement, subject, desk.side)),
        "back": _back(desk, asked.get("back", "")),
        "own": bool(asked.get("own")) or desk.agreement.shared_at is None,
        "names": people_seeing(desk.agreement, "both"),
        "threads": threads_about(desk, subject.kind, subject.key),
    }
    return render(request, "conversations/new.html", facts, status=422 if form.errors else 200)


@scoped("agreement", desk_at, *EVERY_ROLE)
@of_thread
@require_http_methods(["GET"])
def thread(request: HttpRequest, desk: Desk, found: Thread) -> HttpResponse:
    """One thread; whoever opens it has read it."""
    return _page(request, desk, found, CommentForm())


def _page(request: HttpRequest, desk: Desk, found: Thread, form: CommentForm) -> HttpResponse:
    comments = list(comments_of(found))
    facts = {
        "desk": desk,
        "here": "said",
        "thread": found,
        "comments": comments,
        "words": found.about,
        "place": subject_address(desk.agreement.pk, found.kind, found.key),
        "form": form,
        "speaks": bool(desk.roles & set(SPEAKING)),
        "names": people_seeing(desk.agreement, found.audience),
    }
    page = render(request, "conversations/thread.html", facts, status=422 if form.errors else 200)
    thread_read(thread=found, person=desk.person, number=len(comments))
    return page


@scoped("agreement", desk_at, *SPEAKING)
@of_thread
@require_POST
def thread_comment(request: HttpRequest, desk: Desk, found: Thread) -> HttpResponse:
    """Say something further; what was typed is kept where it cannot be taken."""
    form = CommentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            comment = comment_reply(
                thread=found,
                author=author_at(desk),
                text=form.cleaned_data["text"],
                files=form.cleaned_data["attached"],
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, first_error(error))
        else:
            return redirect(f"{_address(desk, found)}#comment-{comment.number}")
    return _page(request, desk, found, form)


@scoped("agreement", desk_at, *SPEAKING)
@of_thread
@require_POST
def resolve(request: HttpRequest, desk: Desk, found: Thread) -> HttpResponse:
    """Mark it as resolved."""
    thread_resolve(thread=found, author=author_at(desk), now=timezone.now())
    messages.success(request, "Resolved. It stays to be read and found.")
    return redirect(_address(desk, found))


@scoped("agreement", desk_at, *SPEAKING)
@of_thread
@require_POST
def reopen(request: HttpRequest, desk: Desk, found: Thread) -> HttpResponse:
    """Open it again."""
    thread_reopen(thread=found, author=author_at(desk), now=timezone.now())
    messages.success(request, "Open again.")
    return redirect(_address(desk, found))


@scoped("agreement", desk_at, *EVERY_ROLE)
@require_http_methods(["GET"])
def attachment(request: HttpRequest, desk: Desk, attachment_id: UUID) -> FileResponse:
    """A file beside a comment, to be taken away: no browser opens it within the portal."""
    found = attachment_seen(desk, attachment_id)
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, as_attachment=True, filename=found.name, content_type=type_of(found.name))


def _address(desk: Desk, found: Thread) -> str:
    return reverse("thread", args=(desk.agreement.pk, found.pk))


def _back(desk: Desk, asked: str) -> str:
    """The page of this agreement on which one was; empty for any other address."""
    here = reverse("agreement", args=(desk.agreement.pk,))
    return asked if asked.startswith(here) and asked.isprintable() and len(asked) < 2_000 else ""
