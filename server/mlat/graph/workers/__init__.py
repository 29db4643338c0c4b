"""Evaluation in processes that can be killed.

A *zygote* loads the graph once and forks workers, which share its memory. The main process talks to each
worker over a socket, kills one that takes too long, and lets the zygote fork the next.
"""
