"""Somebody who is asked something would rather talk: with whom, by when, and what of the answers may lie beside it.

It never happens by itself. HR gets a task with a day; no fact is recorded and no letter leaves, so nobody else learns
of it. What was said with it is wiped some time after it is done.
"""
