"""Many runs: fitting, and later comparing, sweeping and planning."""
