"""What a run says: its counts as tables, its answer as a summary, and the folder that keeps both."""
