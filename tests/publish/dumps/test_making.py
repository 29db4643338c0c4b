"""A server that was given no dumps makes those of its own graph when somebody asks for them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from mlat.errors import NotReady, PublishError
from mlat.graph.workers.plan import LoadPlan
from mlat.publish.dumps.shelf import Made

SECONDS = 300


def wait_for(shelf: Made, release: str) -> None:
    """Ask as long as it isn't ready."""
    for _ in range(SECONDS * 10):
        try:
            shelf.folders(release)
            return
        except NotReady:
            time.sleep(0.1)
    pytest.fail("not ready in time")


def test_there_are_no_dumps_of_a_graph_whose_files_are_not_here(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="mlat serve --dumps"):
        wait_for(Made(tmp_path), "0123456789abcdef")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_is_not_tried_again_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    monkeypatch.setattr("mlat.publish.dumps.shelf._run", lambda folder: tried.append(folder) or fail())
    shelf, release = Made(tmp_path), LoadPlan().release()
    for _ in range(3):
        with pytest.raises(PublishError):
            wait_for(shelf, release)
    assert tried == [tmp_path / release]


def fail() -> None:
    raise PublishError("no space left")


@pytest.mark.whole_data
def test_the_first_request_starts_the_making(environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mlat", "serve", "--port", "0"]
    with subprocess.Popen(
        command,
        env=environment | {"XDG_CACHE_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            announced = re.search(r"http://[^/]+", process.stdout.readline())
            assert announced
            with pytest.raises(HTTPError) as refused:
                urlopen(f"{announced[0]}/dumps/", timeout=30)
            assert (refused.value.code, refused.value.headers["Retry-After"]) == (503, "10")
            refused.value.close()
            found = json.loads(when_ready(f"{announced[0]}/dumps/"))
        finally:
            process.terminate()
            process.communicate(timeout=60)
    assert found["release"] == LoadPlan().release()
    assert (tmp_path / "mlat" / "dumps" / found["release"] / "mlat.nq.gz").is_file()


def when_ready(address: str) -> bytes:
    for _ in range(SECONDS):
        try:
            with urlopen(address, timeout=30) as response:
                content: bytes = response.read()
                return content
        except HTTPError as error:
            error.close()
            assert error.code == 503
            time.sleep(1)
    pytest.fail("not ready in time")
