"""Tests of standard texts."""
