"""What may be done to a claim, by the part of its life: one method a command; each checks and records."""
