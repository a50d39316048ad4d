"""Addresses of negotiations, below those of their agreement."""

from __future__ import annotations

from django.urls import path

from evenhand_portal.negotiation.views import acts, proposing, sending, table

urlpatterns = [
    path("table/", table.table, name="table"),
    path("table/effect/", table.effect, name="table-effect"),
    path("table/accept/", acts.accept, name="table-accept"),
    path("table/accept-all/", acts.accept_all, name="table-accept-all"),
    path("table/take-back/", acts.take_back, name="table-take-back"),
    path("table/end/", acts.end, name="table-end"),
    path("table/offer/", acts.offer, name="table-offer"),
    path("table/propose/", proposing.propose, name="table-propose"),
    path("table/<uuid:negotiation_id>/<int:number>/", table.text, name="table-text"),
    path("drafts/<uuid:draft_id>/send/", sending.send, name="draft-send"),
    path("drafts/<uuid:draft_id>/carry/", proposing.carry, name="draft-carry"),
]
