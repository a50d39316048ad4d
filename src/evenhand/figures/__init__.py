"""Figures: terms and records joined to attainment per period, with every ticket's verdict behind it."""
