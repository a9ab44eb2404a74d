"""Estimates that others have published, worked out again from their own inputs and laid beside this system.

`studies` has one small function for each study; `again` lays what it gives beside what was printed; `beside` puts what
a run measures in the place of the study's inputs, and `shares` says which input moves the total by how much.
"""
