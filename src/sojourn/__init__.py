"""Sojourn: a person-by-person, day-by-day simulator of a national immigration custody-and-removal system.

A sojourn is a temporary stay; in queueing theory, the time one customer spends in the system. Sojourn follows
synthetic people, drawn from published totals, from book-in to book-out. It says what a plan would need, cost
and do (beds, flights, agreements with third countries, money, who is left waiting) and how sure that is.
"""

from __future__ import annotations

__version__ = "0.1.0"
