"""Tests of negotiations."""
