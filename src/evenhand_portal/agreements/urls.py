"""Addresses of agreements."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from evenhand_portal.agreements.views import home, joining, signing

of_version: list[URLPattern | URLResolver] = [
    path("", signing.version, name="version"),
    path("sign/", signing.sign, name="version-sign"),
    path("decline/", signing.decline, name="version-decline"),
    path("delegate/", signing.delegate, name="version-delegate"),
    path("withdraw/", signing.withdraw, name="version-withdraw"),
    path("confirm/", signing.confirm, name="version-confirm"),
]
of_agreement: list[URLPattern | URLResolver] = [
    path("", home.agreement, name="agreement"),
    path("invite/", joining.other_side_asked, name="other-side-invite"),
    path("versions/", signing.versions, name="versions"),
    path("versions/<uuid:version_id>/", include(of_version)),
]
urlpatterns = [
    path("", home.home, name="home"),
    path("table/<str:secret>/", joining.other_side, name="other-side"),
    path("agreements/<uuid:agreement_id>/", include(of_agreement)),
]
