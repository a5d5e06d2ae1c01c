"""The stories: what happens to a claim, told command by command. Each stands for one planted cause (causes.py).

Every story says itself who will answer for each wait, and repeats in words the rule that decides it.
"""
