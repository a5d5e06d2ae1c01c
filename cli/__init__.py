"""How Qadam is operated: one `qadam` command, and the local stack."""
