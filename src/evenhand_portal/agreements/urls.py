"""Addresses of agreements."""

from __future__ import annotations

from django.urls import path

from evenhand_portal.agreements import views

urlpatterns = [path("", views.home, name="home")]
