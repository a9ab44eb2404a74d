"""The simulator against theory: systems with known answers, simulated and judged, and changes that must change nothing.

`families` has the named cases, `instances` draws fresh ones, `metamorphic` has what holds between runs, and `checking`
simulates and judges them all. No expected value comes from a run.
"""
