"""What leaves the house under disclosure control: whole tables, once and for ever (docs/explanation/disclosure.md)."""
