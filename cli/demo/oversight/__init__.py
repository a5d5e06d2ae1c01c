"""What oversight must find in the demo: worked out from the scripts alone, beside what /audit/findings says."""
