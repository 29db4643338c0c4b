"""The requests of OpenRefine 3.x, one after another as a person causes them, to a real server process.

Its browser part asks with jQuery from another origin; its Java part posts forms. Both in the forms in which
OpenRefine's sources build them.
"""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

BROWSER = {
    "Accept": "application/json, text/javascript, */*; q=0.01",
    "Origin": "http://127.0.0.1:3333",
    "Referer": "http://127.0.0.1:3333/",
}
JAVA = {"User-Agent": "OpenRefine/3.8.7", "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}


def by_browser(address: str, **parameters: object) -> Any:
    query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
    request = urllib.request.Request(f"{address}{query}", headers=BROWSER)
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        return json.load(answer)


def by_java(address: str, name: str, content: object) -> Any:
    form = urllib.parse.urlencode({name: json.dumps(content)}).encode()
    request = urllib.request.Request(address, data=form, headers=JAVA, method="POST")
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def test_a_column_is_reconciled_and_extended(
    project_server: str, conforms: Callable[[object, str], None]
) -> None:
    service = f"{project_server}/reconcile"

    # "Add standard service" asks for the manifest, and for nothing else as long as that succeeds.
    manifest = by_browser(service)
    conforms(manifest, "ReconciliationManifest")

    # The types of a column are guessed from the candidates of its first ten cells.
    cells = ["Brazil", "南韓", "Korea, Rep. of", "USSR", "Hong Kong"]
    guessed = by_java(service, "queries", {f"q{n}": {"query": c, "limit": 3} for n, c in enumerate(cells)})
    conforms(guessed, "ReconciliationResultBatch")
    kinds = [kind["id"] for each in guessed.values() for kind in each["result"][0]["type"]]
    assert max(kinds, key=kinds.count) == "Jurisdiction"

    # "Start reconciling" sends the type, and a column chosen as a property.
    batch = {
        f"q{number}": {
            "query": cell,
            "type": "Jurisdiction",
            "type_strict": "should",
            "properties": [{"pid": "region", "v": "Asia"}] if cell == "Hong Kong" else [],
        }
        for number, cell in enumerate(cells)
    }
    found = by_java(service, "queries", batch)
    best = [found[key]["result"][0] for key in batch]
    assert [each["id"].removeprefix("jurisdiction/") for each in best] == ["BRA", "KOR", "KOR", "SUN", "HKG"]
    assert all(each["match"] for each in best)

    # "Search for match" suggests while one types, with a small preview of each suggestion.
    suggest = manifest["suggest"]["entity"]
    typed = by_browser(
        suggest["service_url"] + suggest["service_path"], prefix="hong", type="Jurisdiction", limit=10
    )
    assert "jurisdiction/HKG" in [each["id"] for each in typed["result"]]
    flyout = suggest["flyout_service_url"] + suggest["flyout_service_path"]
    shown = by_browser(flyout.replace("${id}", urllib.parse.quote("jurisdiction/HKG", safe="")))
    assert "香港" in shown["html"]

    # Hovering over a cell shows the preview in a frame, a click opens the page.
    for template in (manifest["preview"]["url"], manifest["view"]["url"]):
        address = template.replace("{{id}}", urllib.parse.quote("jurisdiction/HKG", safe=""))
        with urllib.request.urlopen(address, timeout=20) as page:
            assert page.headers.get_content_type() == "text/html" and "Hong Kong" in page.read().decode()

    # "Add columns from reconciled values" proposes properties, previews and fetches them.
    proposal = manifest["extend"]["propose_properties"]
    proposed = by_browser(proposal["service_url"] + proposal["service_path"], type="Jurisdiction", limit=50)
    wanted = [each for each in proposed["properties"] if each["id"] in ("iso-alpha-2", "takes-part-in")]
    wanted[0]["settings"] = {"limit": "1"}
    ids = [each["id"] for each in best]
    extended = by_java(service, "extend", {"ids": ids, "properties": wanted})
    conforms(extended, "ReconciliationExtension")
    assert extended["rows"]["jurisdiction/KOR"]["iso-alpha-2"] == [{"str": "KR"}]
    for identifier in ids:
        assert set(extended["rows"][identifier]) == {"iso-alpha-2", "takes-part-in"}
