"""MLAT Graph: an open knowledge graph of mutual legal assistance in criminal matters.

Inside the package the arrows point one way: ``web -> graph <- build``; ``cli`` may use all three.
"""

__version__ = "0.1.0"
