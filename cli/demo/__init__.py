"""The demo: April 2019 played through the API, and the answers it gives.

`plan.py` writes down what will happen, `planted.py` and `dispute/` how every claim will have waited and who will have
been right, before the first request is sent; `play.py` sends it; `found.py` asks the audit routes; `run.py` says
whether the two agree, `evening.py` tells it to people and `document.py` to programs. docs/tutorial/ walks through it.
"""
