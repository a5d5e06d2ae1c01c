"""The local stack: a real PostgreSQL and a real Apache Kafka, on a machine that has neither."""

from cli.stack.children import StackError
from cli.stack.local import Stack, local_stack

__all__ = ["Stack", "StackError", "local_stack"]
