"""Addresses of people and organisations."""

from __future__ import annotations

from django.urls import path

from evenhand_portal.parties import views

urlpatterns = [
    path("you/", views.you, name="you"),
    path("organisations/new/", views.organisation_new, name="organisation-new"),
    path("organisations/<uuid:organisation_id>/", views.organisation, name="organisation"),
    path("organisations/<uuid:organisation_id>/invite/", views.invite, name="invite"),
    path(
        "organisations/<uuid:organisation_id>/invitations/<uuid:invitation_id>/withdraw/",
        views.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path(
        "organisations/<uuid:organisation_id>/memberships/<int:membership_id>/end/",
        views.membership_end,
        name="membership-end",
    ),
    path("invitations/<str:secret>/", views.invitation, name="invitation"),
    path("sign-in-link/", views.link_ask, name="link-ask"),
    path("sign-in-link/<str:token>/", views.link_use, name="link-use"),
]
