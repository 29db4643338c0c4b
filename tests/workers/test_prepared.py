"""A prepared store: made once, opened at once, by workers that have the same walls as any."""

from __future__ import annotations

import gzip
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pools import LIMITS, MakePool, evaluation, outcome, unguarded
from test_processes import children, eventually, kill, zygote

from mlat.cli import main
from mlat.errors import MlatError, StoreError
from mlat.graph.evaluation import InProcess
from mlat.graph.loading import load_files
from mlat.graph.workers.plan import LoadPlan

FIXTURES = Path(__file__).parents[1] / "fixtures" / "graph"
ALL = evaluation("SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o", "csv")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    folder = tmp_path_factory.mktemp("prepared") / "store"
    assert (
        main(["prepare", str(folder), "--data", str(data), "--graph", f"x:g={FIXTURES / 'treaties.ttl'}"])
        == 0
    )
    return folder


def test_it_answers_as_the_files_do(make_pool: MakePool, prepared: Path, data: Path) -> None:
    pool = make_pool(LoadPlan("disk", (str(prepared),)))
    here = InProcess(load_files([data], [("x:g", FIXTURES / "treaties.ttl")]))
    assert pool.evaluate(ALL) == here.evaluate(ALL)
    assert (pool.sizes(), pool.graph_sizes()) == (here.sizes(), here.graph_sizes())
    plan = LoadPlan("files", (str(data),), (("x:g", str(FIXTURES / "treaties.ttl")),))
    assert pool.release == plan.release()


def test_its_workers_can_be_killed_and_come_back(make_pool: MakePool, prepared: Path) -> None:
    pool = make_pool(LoadPlan("disk", (str(prepared),)))
    expected = pool.evaluate(ALL)
    for _ in range(5):
        outcome(pool, unguarded("ASK { " + "{" * 50_000 + "}" * 50_000 + " }"))
        kill(*children(zygote(pool)))
        # A query that is sent in the moment of the kill is lost with its worker; the next one is not.
        assert eventually(lambda: outcome(pool, ALL) == expected)


def test_its_workers_open_no_connection(make_pool: MakePool, prepared: Path) -> None:
    pool = make_pool(LoadPlan("disk", (str(prepared),)))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.3)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        found = outcome(pool, unguarded(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
        assert isinstance(found, MlatError)
        with pytest.raises(TimeoutError):
            listening.accept()


def test_compressed_files_are_streamed_too(tmp_path: Path, data: Path, make_pool: MakePool) -> None:
    (tmp_path / "data.nt.gz").write_bytes(gzip.compress(data.read_bytes()))
    assert main(["prepare", str(tmp_path / "store"), "--data", str(tmp_path / "data.nt.gz")]) == 0
    assert make_pool(LoadPlan("disk", (str(tmp_path / "store"),))).sizes().triples == 400


def test_a_folder_is_never_overwritten_nor_left_half_made(
    tmp_path: Path, prepared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prepare", str(prepared)]) == 1
    assert "exists already" in capsys.readouterr().err
    (tmp_path / "bad.nt").write_text("<x:s> <x:p> .\n")
    assert main(["prepare", str(tmp_path / "new"), "--data", str(tmp_path / "bad.nt")]) == 1
    assert "bad.nt:1:" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.nt"]


def test_what_is_no_prepared_store_is_refused(make_pool: MakePool, prepared: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="mlat prepare"):
        make_pool(LoadPlan("disk", (str(tmp_path),)))
    (tmp_path / "note.json").write_bytes((prepared / "note.json").read_bytes())
    with pytest.raises(StoreError, match=str(tmp_path)):
        make_pool(LoadPlan("disk", (str(tmp_path),)))


#: A process that SIGHUP ends, even where the tests run under nohup, and that says when it is ready.
_WAIT = "import signal, time; signal.signal(1, signal.SIG_DFL); print(1, flush=True); time.sleep(60)"


@pytest.fixture
def waiting() -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends at SIGHUP."""
    with subprocess.Popen([sys.executable, "-c", _WAIT], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read(1)
        yield process
        process.kill()


def test_reload_sends_a_signal(waiting: subprocess.Popen[bytes], tmp_path: Path) -> None:
    (tmp_path / "pid").write_text(f"{waiting.pid}\n")
    assert main(["reload", "--pid-file", str(tmp_path / "pid")]) == 0
    assert waiting.wait(10) == -signal.SIGHUP
    assert eventually(lambda: main(["reload", str(waiting.pid)]) == 1)


@pytest.mark.parametrize("content", ["", "zero", "0", "-1", "1"])
def test_reload_never_signals_anything_but_one_process(tmp_path: Path, content: str) -> None:
    (tmp_path / "pid").write_text(content)
    assert main(["reload", "--pid-file", str(tmp_path / "pid")]) == 1
    assert main(["reload", "--pid-file", str(tmp_path / "none")]) == 1


def test_limits_are_those_of_the_settings() -> None:
    from mlat.graph.workers.limits import WorkerLimits
    from mlat.settings import Settings

    assert WorkerLimits.of(Settings()) == WorkerLimits()
    assert WorkerLimits.of(Settings(workers=0)).workers == 1
    assert LIMITS.plain()["workers"] == 2


def test_a_file_that_is_written_anew_changes_the_stamp_of_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "x.nt"
    path.write_text("<x:a> <x:b> <x:c> .\n", encoding="ascii")
    plan = LoadPlan("files", (str(path),))
    before = plan.stamp()
    assert plan.stamp() == before
    path.write_text("<x:a> <x:b> <x:cc> .\n", encoding="ascii")
    assert plan.stamp() != before
