"""Addresses of records and figures."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from evenhand_portal.tracking.views import figures, records

of_upload: list[URLPattern | URLResolver] = [
    path("", records.upload, name="upload"),
    path("match/", records.match, name="upload-match"),
    path("take/", records.take, name="upload-take"),
    path("share/", records.share, name="upload-share"),
    path("refuse/", records.refuse, name="upload-refuse"),
    path("remove/", records.remove, name="upload-remove"),
    path("desk/", figures.reconcile, name="reconcile"),
]
urlpatterns = [
    path("records/", records.records, name="records"),
    path("records/new/", records.upload_new, name="upload-new"),
    path("records/<uuid:upload_id>/", include(of_upload)),
    path("figures/", figures.figures, name="figures"),
    path("figures/one/", figures.figure, name="figure"),
    path("figures/ticket/", figures.ticket, name="ticket"),
    path("figures/again/", figures.again, name="figures-again"),
    path("figures/publish/", figures.publish, name="figures-publish"),
    path("drafts/<uuid:draft_id>/tried/", figures.backtest, name="draft-tried"),
    path("drafts/<uuid:draft_id>/effect/", figures.effect, name="draft-effect"),
]
