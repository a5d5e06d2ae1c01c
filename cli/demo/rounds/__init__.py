"""What the demo plants of rounds of papers: worked out from the scripts alone, beside what /audit/rounds says."""
