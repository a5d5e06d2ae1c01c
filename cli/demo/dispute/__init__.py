"""What `/audit/dispute` must answer, written down from the plan alone, and what it answers.

`history.py` reads a claim's script, `quarrels.py` counts and judges by what docs/explanation/dispute.md says,
`planted.py` lays both beside each other, `told.py` tells the route's own answer. Nothing here calls what it is compared
with.
"""
