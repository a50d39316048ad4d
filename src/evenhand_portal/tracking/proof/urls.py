"""Addresses of the proof of an agreement."""

from __future__ import annotations

from django.urls import path

from evenhand_portal.tracking.proof import views

urlpatterns = [
    path("", views.proof, name="proof"),
    path("evidence.zip", views.evidence, name="proof-evidence"),
    path("head.txt", views.head_now, name="proof-head-now"),
    path("heads/<int:size>.txt", views.head, name="proof-head"),
    path("receipts/<int:index>.txt", views.receipt, name="proof-receipt"),
    path("key.txt", views.key, name="proof-key"),
]
