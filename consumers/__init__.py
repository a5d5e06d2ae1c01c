"""What runs without being asked: the relay to Kafka and the projector of the read models."""
