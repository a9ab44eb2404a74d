"""A report of a run to hand on: one HTML file, and the same as PDF, with what it stands on and how to repeat it."""
