"""Evaluation in processes that can be killed.

A *zygote* loads the graph once and forks workers, which share its memory. The main process talks to each
worker over a socket, kills one that takes too long, and lets the zygote fork the next.
"""

from mlat.graph.workers.generation import Generation
from mlat.graph.workers.limits import WorkerLimits
from mlat.graph.workers.plan import LoadPlan
from mlat.graph.workers.pool import Pool

__all__ = ["Generation", "LoadPlan", "Pool", "WorkerLimits"]
