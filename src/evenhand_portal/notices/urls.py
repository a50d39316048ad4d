"""Addresses of notices."""

from __future__ import annotations

from django.urls import path

from evenhand_portal.notices import views
from evenhand_portal.notices.incoming.views import mail_in

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.inbox_read, name="inbox-read"),
    path("inbox/<uuid:notice_id>/", views.notice, name="notice"),
    path("you/notices/", views.notice_choices, name="notice-choices"),
    path("you/mail-again/", views.address_retry, name="address-retry"),
    path("unsubscribe/<str:subscription>/", views.unsubscribe, name="unsubscribe"),
    path("mail-in/", mail_in, name="mail-in"),
]
