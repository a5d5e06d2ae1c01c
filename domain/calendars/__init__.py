"""Versioned tables of working days. A published table is never edited: events name its version for ever."""
