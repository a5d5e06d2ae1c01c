"""Questions: plain functions in threads, read from the read models; evidence from the store itself."""
