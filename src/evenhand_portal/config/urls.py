"""Every address of the portal."""

from __future__ import annotations

from django.urls import include, path

from evenhand_portal.config import views

urlpatterns = [
    path("", include("evenhand_portal.agreements.urls")),
    path("agreements/<uuid:agreement_id>/", include("evenhand_portal.conversations.urls")),
    path("agreements/<uuid:agreement_id>/", include("evenhand_portal.negotiation.urls")),
    path("agreements/<uuid:agreement_id>/", include("evenhand_portal.tracking.urls")),
    path("agreements/<uuid:agreement_id>/proof/", include("evenhand_portal.tracking.proof.urls")),
    path("", include("evenhand_portal.guests.urls")),
    path("organisations/<uuid:organisation_id>/masters/", include("evenhand_portal.masters.urls")),
    path("", include("evenhand_portal.parties.urls")),
    path("", include("evenhand_portal.notices.urls")),
    path("", include("evenhand_portal.api.urls")),
    path("account/", include("allauth.urls")),
    path("alive/", views.alive, name="alive"),
    path("ready/", views.ready, name="ready"),
]
