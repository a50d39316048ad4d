"""Every address of the portal."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("evenhand_portal.agreements.urls")),
    path("", include("evenhand_portal.parties.urls")),
    path("account/", include("allauth.urls")),
]
