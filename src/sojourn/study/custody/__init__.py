"""Custody fitted to what was published up to a day, and run on from there with book-ins that are given.

`prior` says what is uncertain and how much; `window` is what was published in the months before the origin; `told`
tells those months again with one set of numbers; `fit` finds the sets that agree with what was published; `ahead` runs
each of them on. `forecaster` puts them together for any origin, and `rolling` measures it at twelve of them.

Agencies are ICE and CBP in this order, as in :mod:`sojourn.study.forecasts`.

`for_us` turns a member into the numbers of the US system, `us_tables` writes the central one as the tables that shipped
scenarios stand on, and `joint` gives the members as joint draws.
"""
