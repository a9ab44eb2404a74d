"""Comparisons: scenarios run on the same people with the same luck, their differences, and what each change did."""
