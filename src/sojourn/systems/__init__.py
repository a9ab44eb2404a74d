"""Networks built from scenarios: one file a system."""
