"""What a reader sees: the answer on one screen, tables of evidence and of the replay."""
