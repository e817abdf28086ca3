"""The JSON keeps its contract: the schema in the package, on text and office documents alike."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from plainspeak.config import Config
from plainspeak.readers import read_file
from plainspeak.report import Report
from plainspeak.reporters.json import as_data
from plainspeak.run import Job, Session, collect
from tests.support import ROOT, library

SCHEMA = json.loads(files("plainspeak.reporters").joinpath("report.schema.json").read_text(encoding="utf-8"))
DEMO = sorted((ROOT / "corpora" / "demo").iterdir())


@pytest.fixture(scope="module")
def report() -> Report:
    session = Session(Job(Config()), library())
    return collect(map(session.lint_file, [*map(str, DEMO), "gone.md"]))


def test_the_report_fits_the_schema(report):
    data = json.loads(json.dumps(as_data(report)))
    jsonschema.validate(data, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert len(data["documents"]) == len(DEMO)
    assert [error["path"] for error in data["errors"]] == ["gone.md"]
    assert data["summary"]["findings"] == sum(len(document["findings"]) for document in data["documents"])


def test_offsets_point_at_the_text(report):
    for document in as_data(report)["documents"]:
        path = ROOT / document["path"]
        source = read_file(path).source
        offsets = []
        for finding in document["findings"]:
            place = finding["location"]
            assert place["end_offset"] - place["offset"] == len(finding["text"])
            if "line" in place:
                assert source.text[place["offset"] : place["end_offset"]] == finding["text"]
                assert source.line_column(place["offset"]) == (place["line"], place["column"])
                offsets.append(place["offset"])
        assert offsets == sorted(offsets)


def test_office_findings_name_a_place_for_people_and_for_machines(report):
    decks = [document for document in as_data(report)["documents"] if document["path"].endswith(".pptx")]
    places = [
        finding["location"]
        for deck in decks
        for finding in deck["findings"]
        if "place" in finding["location"]
    ]
    assert places
    for place in places:
        assert place["place"].startswith(f"slide {place['slide']}")
        assert place["shape"]
        assert place["paragraph"] >= 1
