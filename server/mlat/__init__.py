"""MLAT Graph: an open knowledge graph of mutual legal assistance in criminal matters.

Inside the package the arrows point one way, to ``graph``; ``cli`` may use all parts. In a notebook::

    import mlat
    answer = mlat.find("HKG", "USA", assistance="taking-evidence", on="2019-06-30")
    rows = mlat.query("agreements-of-a-jurisdiction", jurisdiction="HKG")
    graph = mlat.load()
"""

__version__ = "0.1.0"

# What type checkers take for true; importing typing for it would take longer than all the rest here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlat.notebook import find as find
    from mlat.notebook import load as load
    from mlat.notebook import query as query
    from mlat.notebook import table as table

_FOR_NOTEBOOKS = ("find", "load", "query", "table")


def __getattr__(name: str) -> object:
    """What notebooks use, imported when it is first used, so that ``import mlat`` costs nothing."""
    if name not in _FOR_NOTEBOOKS:
        raise AttributeError(f"module 'mlat' has no attribute {name!r}")
    from mlat import notebook

    return getattr(notebook, name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_FOR_NOTEBOOKS])
