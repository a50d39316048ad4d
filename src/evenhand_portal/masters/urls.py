"""Addresses of standard texts, below those of their organisation."""

from __future__ import annotations

from django.urls import path

from evenhand_portal.masters import views

urlpatterns = [
    path("", views.masters, name="masters"),
    path("new/", views.master_new, name="master-new"),
    path("<uuid:master_id>/", views.master, name="master"),
    path("<uuid:master_id>/client/", views.client, name="master-client"),
    path("<uuid:master_id>/attach/", views.attach, name="master-attach"),
    path("<uuid:master_id>/amend/", views.amend, name="master-amend"),
    path("sent/<uuid:rollout_id>/", views.rollout, name="rollout"),
]
