"""What the figures of the samples and of the gold imply: worked out by hand, from what the texts say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.domain.document import SourceDocument
from app.extraction import Toolkit, build_toolkit, extract
from app.sources.text import read_source
from app.store.claims import claim_rows
from app.store.render import number
from app.vocabulary import Vocabulary, load_vocabulary
from tests.shelf import project

ROOT = Path(__file__).resolve().parents[2]


SAMPLES = {
    # 135 million, 15 percent more in the year before: against which it grew, nobody need say
    ("01", "fdi|level|money|actual|KG", "2023-01-01|2023-12-31||", "117391304.35"),
    # 1.7 billion, 14 percent more than a year before
    ("01", "trade_turnover|level|money|actual|KG", "2024-01-01|2024-08-31||", "1491228070.18"),
    # 5.5 billion in nine months, 10 percent more
    ("04", "trade_turnover|level|money|actual|AZ,central-asia", "2024-01-01|2024-09-30||", "5000000000.00"),
    # 4.5 million tonnes after a growth of 62 percent
    ("09", "freight|level|mass|actual|KZ", "2023-01-01|2023-12-31||", "2777777.78"),
    # 257 million in half a year, 2.8 times as much; 274 million in 2018, 159 in 2017
    ("12", "trade_turnover|level|money|actual|TM,UZ", "2018-01-01|2018-06-30||", "91785714.29"),
    (
        "12",
        "trade_turnover|growth|ratio|actual|TM,UZ",
        "2018-01-01|2018-12-31|2017-01-01|2017-12-31",
        "72.33",
    ),
    # 9.9 billion, 4.8 percent more
    ("14", "trade_turnover|level|money|actual|KG,KZ,eaeu", "2021-01-01|2021-05-31||", "9446564885.50"),
    # 1.5 billion, 26 percent more
    ("16", "trade_turnover|level|money|actual|KG,KZ", "2022-01-01|2022-12-31||", "1190476190.48"),
}
GOLD = {
    # 10.5 billion after 9.7
    ("dr-07", "trade_turnover|growth|ratio|actual|XA", "2025-01-01|2025-08-31|2024-01-01|2024-08-31", "8.25"),
    # the same from the growth: 1.25 billion, 12 percent less
    ("de-08", "trade_turnover|level|money|actual|XB,XC", "2024-01-01|2024-06-30||", "1420454545.45"),
    # 3.15 billion, 9.2 percent more
    ("dr-03", "trade_turnover|level|money|actual|XD", "2023-01-01|2023-12-31||", "2884615384.62"),
    # 240 million, 12 percent more
    ("dr-09", "fdi|level|money|actual|XA", "2023-01-01|2023-12-31||", "214285714.29"),
    # 1.25 billion after 1.42; the text rounds it to 12 percent down
    (
        "de-08",
        "trade_turnover|growth|ratio|actual|XB,XC",
        "2025-01-01|2025-06-30|2024-01-01|2024-06-30",
        "-11.97",
    ),
}


def implied(
    document: SourceDocument, toolkit: Toolkit, vocabulary: Vocabulary
) -> Iterator[tuple[str, str, str]]:
    extraction = extract(document, toolkit)
    numbers = number(extraction)
    for row in claim_rows(
        extraction, numbers.figures, document=numbers.document, vocabulary=vocabulary, reviews={}
    ):
        if row["formula"]:
            assert row["low"] < row["value"] < row["high"], "its inputs were rounded"
            yield row["series"], row["days"], str(round(row["value"], 2))


def test_what_the_samples_imply() -> None:
    vocabulary, toolkit = project()
    found = set()
    for path in sorted((ROOT / "data" / "samples").glob("*.txt")):
        document = read_source(path.read_bytes(), name=path.name)
        found |= {(path.name[:2], *each) for each in implied(document, toolkit, vocabulary)}
    assert found == SAMPLES


def test_what_the_gold_implies(shared: Path) -> None:
    vocabulary = load_vocabulary(ROOT / "data" / "vocabulary", [ROOT / "tests" / "gold" / "fictitious.json"])
    toolkit, found = build_toolkit(vocabulary), set()
    for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        document = SourceDocument(
            key=gold["id"],
            text=gold["text"],
            sha256="0" * 64,
            language=gold["lang"],
            published_on=date.fromisoformat(gold["date"]),
        )
        found |= {(gold["id"], *each) for each in implied(document, toolkit, vocabulary)}
    assert found == GOLD
