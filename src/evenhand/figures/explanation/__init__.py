"""Where a figure comes from: a second, slow reckoning of each ticket, told stretch by stretch.

The walk here is independent of the fast path on purpose: it shares neither the compiled table of
`calendars.table` nor the clock of `clocks`, so that a fault in one of the two shows as a difference.
"""
