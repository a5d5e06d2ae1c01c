"""What can be asked: one file per question, and the machinery that keeps their tables equal to the log."""
