"""The checkable statements of the source article, each beside the public record and what a run says.

A claim is told in our own words. It has *readings*, since a sentence can mean several things: each reading is judged by
a written rule from evidence and numbers, and the finding of the claim follows from its readings.
"""
