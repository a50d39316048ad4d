"""A client of a portal's interface for programs, and the values that travel through it.

>>> from evenhand.client.values import Page
>>> Page[int](items=[1, 2]).next is None
True
"""
