"""Sweeps: one scenario at many points of a design, each run under draws and by luck, as one tidy table."""
