"""Plans: capacities over time that meet a target, proposed by a linear programme and verified by simulation."""
