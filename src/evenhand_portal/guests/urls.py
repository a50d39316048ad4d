"""Addresses of guests, and about them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from evenhand_portal.guests.views import desk, guest

of_agreement: list[URLPattern | URLResolver] = [
    path("", desk.guests, name="guests"),
    path("new/", desk.guest_new, name="guest-new"),
    path("<uuid:link_id>/end/", desk.guest_end, name="guest-end"),
    path("held/<int:held_id>/", desk.held_decide, name="guest-held"),
    path("proposed/<int:proposed_id>/", desk.proposed_decide, name="guest-proposed"),
]
of_guest: list[URLPattern | URLResolver] = [
    path("", guest.guest, name="guest"),
    path("reply/", guest.guest_reply, name="guest-reply"),
    path("agreement.docx", guest.guest_word, name="guest-word"),
    path("word/", guest.guest_word_back, name="guest-word-back"),
]
urlpatterns = [
    path("agreements/<uuid:agreement_id>/guests/", include(of_agreement)),
    path("review/<str:secret>/", include(of_guest)),
]
