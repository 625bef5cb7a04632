"""The application on the samples, which is what the README and the published examples tell of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.settings import ROOT
from tests.shelf import asking, ingested


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    report = ingested(path, [ROOT / "data" / "samples"])
    assert report.new and not report.refused
    with asking(path) as opened:
        yield opened
