"""`qadam bench`: how fast, beside what this machine can do at best. Ratios count; absolute figures are a machine's."""
