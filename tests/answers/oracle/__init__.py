"""A third reckoning, as plain as possible: one second after another.

It shares nothing with the product: no table, no clock, no reader. It reads an agreement's text with PyYAML,
walks through a ticket's time second by second (or minute by minute where every instant is a whole minute) and
asks of each second whether it counts. It is slow, and meant to be.

``reading``  agreement text -> plain dictionaries
``hours``    is this second open, and how long is this date
``setting``  the calendars and the zone around a ticket
``ticket``   one ticket under one standard, walked through; ``state`` is what the walk keeps
``outcome``  what the walk says in the end: verdict, elapsed, paused, due, decided
``figures``  outcomes -> met and missed by period, priority and service
``measures`` readings -> mean, sum, count, shares, percentile
``logbook``  a whole log under all versions of an agreement
"""
