"""Statistics that know nothing of claims: whole numbers in, figures out. Standard library only."""
