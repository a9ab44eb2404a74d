"""Forecasts of the months ahead: what goes in, what comes out, and how good it was.

Arrivals are read from a user's file (`arrivals`), a forecast is a value with seven quantiles a month and series
(`forecast`), what happened is read beside it (`actual`), and `score` lays one on the other. `history` is what was
published before a day and nothing later; `baselines` forecasts from it by three plain formulas, and `origins` lets any
forecaster start again and again in the past.
"""
