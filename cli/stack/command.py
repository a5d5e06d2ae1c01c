"""`qadam stack`: the local servers in the foreground."""


def stack() -> None:
    """Run PostgreSQL and Apache Kafka until Ctrl-C, and print the exports that others need."""
