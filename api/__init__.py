"""How Qadam is reached over HTTP: a route translates and nothing more."""
