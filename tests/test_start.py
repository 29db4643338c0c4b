"""What a start imports: no more than what it needs, as each heavy library takes a part of the time."""

import subprocess
import sys

import pytest

#: What a process imports, and what of it must not come with that.
KEPT_OUT = {
    "import mlat": {"mlat.graph", "pyoxigraph", "dataclasses"},
    "import mlat.cli": {"mlat.graph", "mlat.settings", "pyoxigraph"},
    "import mlat.cli.serve": {"mlat.web", "mlat.graph.store", "pyoxigraph", "asyncio"},
    "import mlat.graph.workers.zygote": {"mlat.settings", "mlat.graph.workers.pool", "subprocess", "flask"},
    "import mlat.web.server, mlat.web.front": {
        "flask",
        "werkzeug",
        "mlat.finder",
        "mlat.publish",
        "mlat.web.pages",
        "babel",
        "rapidfuzz",
        "rdflib",
    },
    "import mlat.web.application": {"mlat.build", "rdflib", "pyshacl", "pyarrow"},
}


@pytest.mark.parametrize("code", KEPT_OUT)
def test_a_start_leaves_out_what_it_does_not_need(code: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    ).stdout
    assert "mlat" in shown.split()
    assert KEPT_OUT[code].isdisjoint(shown.split())


def test_the_help_is_shown_without_the_graph() -> None:
    ask = "import sys; from mlat.cli import main; sys.exit(main(['--help']))"
    code = f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {ask}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, "start the SPARQL endpoint" in done.stdout) == (0, True)
    assert {"pyoxigraph", "mlat.cli.serve"}.isdisjoint(done.stderr.split())
