"""What is worked out from figures: curves of waiting with open claims, buckets of durations, fair comparison."""
