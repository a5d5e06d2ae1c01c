"""What deputies ask: seven questions ready-made; answers as canonical JSON with a digest, as CSV and as a page."""
