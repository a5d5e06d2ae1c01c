"""The demo: April 2019 played through the API, and the answers it gives.

`plan.py` writes down what will happen and how every claim will have waited, before the first request is sent; `play.py`
sends it; `found.py` asks the audit routes; `compare.py` says whether the two agree. docs/tutorial/ walks through it.
"""
