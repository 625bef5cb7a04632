"""Ten thousand random values, from the words of a text through POST, database, JSON and CSV: equal to the last digit."""

from __future__ import annotations

import csv
import io
import json
import random
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.quantity import plain
from tests.shelf import asking, ingested

VALUES = 10_000
SHARDS = 4
A_TEXT = 250
UNITS = {"ru": (("долларов", "USD"), ("тонн", "t"), ("тенге", "KZT")), "en": (("dollars", "USD"), ("tonnes", "t"), ("tenge", "KZT"))}  # fmt: skip
SCALES = {"ru": (("", 0), (" тыс.", 3), (" млн", 6), (" млрд", 9)), "en": (("", 0), (" thousand", 3), (" million", 6), (" billion", 9))}  # fmt: skip
SENTENCES = {"ru": "Экспорт составил {}.", "en": "Exports reached {}."}

Told = tuple[str, str]
"""An exact value and its unit."""


def document(draw: random.Random, lang: str, number: int) -> tuple[dict[str, str], list[Told]]:
    """A text of many amounts, and what they are worth."""
    sentences, told = [], []
    for _ in range(A_TEXT):
        whole, digits = draw.randrange(10 ** draw.randint(1, 12)), draw.randint(0, 9)
        value = Decimal(whole) + Decimal(draw.randrange(10**digits)).scaleb(-digits)
        scale, power = draw.choice(SCALES[lang])
        word, unit = draw.choice(UNITS[lang])
        grouped = f"{value:,f}"
        if lang == "ru":
            grouped = grouped.replace(",", draw.choice(" \u00a0\u202f\u2009")).replace(".", ",")
        sentences.append(SENTENCES[lang].format(f"{grouped}{scale} {word}"))
        told.append((plain(value.scaleb(power)), unit))
    name = f"exact-{lang}-{number}"
    return {"id": name, "title": name, "lang": lang, "date": "2025-09-12", "text": "\n".join(sentences)}, told


@pytest.mark.timeout(600)
@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_values_come_back_as_they_were_written(tmp_path: Path, lang: str, shard: int) -> None:
    draw = random.Random(f"{lang} {shard}")
    documents = [document(draw, lang, number) for number in range(VALUES // A_TEXT // 2 // SHARDS)]
    source = tmp_path / "exact.jsonl"
    source.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one, _ in documents), "utf-8")
    path = tmp_path / "exact.db"
    assert ingested(path, [source]).clean
    posted: list[list[Told]] = []
    with asking(path) as client:
        for one, _ in documents:
            answer = client.post(
                "/api/v1/extract", json={"text": one["text"], "language": one["lang"]}
            ).json()
            posted.append([(figure["value"], figure["unit"]) for figure in answer["figures"]])
        lines = client.get("/api/v1/figures?format=jsonl").text.splitlines()
        table = client.get("/api/v1/figures?format=csv").text
    records = sorted(map(json.loads, lines), key=lambda one: one["span"]["start"])
    rows = sorted(csv.DictReader(io.StringIO(table, newline="")), key=lambda row: int(row["start"]))
    for (one, told), found in zip(documents, posted, strict=True):
        assert found == told
        of_document = [record for record in records if record["document"]["title"] == one["title"]]
        assert [(record["value"], record["unit"]) for record in of_document] == told
        assert [(row["value"], row["unit"]) for row in rows if row["title"] == one["title"]] == told
    assert len(rows) == len(records) == VALUES // 2 // SHARDS
