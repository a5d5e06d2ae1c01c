"""What a claim is and what the rules say. Pure: no database, no broker, no clock."""
