"""What must hold for every text: spans inside it and equal to their words, the same result again, time that grows with length only."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.document import SourceDocument
from app.extraction import Toolkit, extract
from app.schemas.guide import to_guide
from app.settings import ROOT

EXAMPLES = int(os.environ.get("SUMMITRY_EXAMPLES", "2000"))
PIECES = [
    "Ардан Темур", "Лиана Верст", "он", "президент Тавании", "сказал", "отметил, что", "предложил", "построить дорогу", "«", "»", "“", "”", '"', "„",
    ", — сказал он. — ", "\n", "\n\n", ".", "!", ":", ";", "—", "-", "1 миллиард $700 миллионов", "15процентов", "в 2,5 раза", "за прошлый год",
    "в январе-августе", "к 2030 году", "товарооборот", "вырос", "на", "до", "5–7", " date 2025-01-01 ", "\u00a0", "\u202f", "\u200b", "ё", "Ё", "й",
    "И\u0306", "İ", "ß", "\U0001f600", "\x00", "\x1d", "\u2028", "\r\n", "\ufeff", "½", "²", "٣", "1", "000", ",", "$", "%", "№", "A's", "said", "the",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=30).map(" ".join)


@given(text=TEXTS, lang=st.sampled_from(["ru", "en"]))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_span_lies_in_the_text_and_no_text_is_refused(toolkit: Toolkit, text: str, lang: str) -> None:
    if not text.strip():
        return
    document = SourceDocument(key="t", text=text, sha256="", language=lang, published_on=date(2025, 9, 12))
    found = extract(document, toolkit)
    for span in found.spans():
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip() != ""
    for figure in found.figures:
        assert figure.statement is None or found.statements[figure.statement].span.holds(figure.span)
        assert figure.companion is None or figure.companion < len(found.figures)
    for proposal in found.proposals:
        assert found.statements[proposal.statement].span.holds(proposal.span)
    assert extract(document, toolkit) == found


ADVERSARIAL = {
    "digits": "1 234 567 890,5 ", "one number": "1", "spaces": " ", "open marks": "«", "closed marks": "«а» ", "opened lines": "«а б в г д е.\n",
    "straight marks": '"', "stops": ". ", "initials": "А. Б. ", "brackets": "[(«", "dashes": "— а, — сказал он. — б ", "names": "Ардан Темур ",
    "cues": "сказал отметил предложил ", "cues with names": "Темур сказал отметил предложил, что ", "one word": "а", "months": "январь-февраль ",
    "lists": "предложил:\n- а б в;\n- г д е;\n", "hyphens": "а-", "number words": "сто двадцать пять тысяч ", "infinitives": "предложил создать и открыть дом и ",
    "scales": "5 млрд 5 млн ", "pronouns": "он ", "titles": "президент Тавании ", "clauses": "Темур, который сказал, что ",
    "prose": "Ардан Темур отметил, что товарооборот вырос на 15 процентов и составил 2 млрд долларов.\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", ADVERSARIAL)
def test_time_grows_with_length_only(toolkit: Toolkit, kind: str) -> None:
    """Process time at each doubling; the bound is that of the project's reliability figures."""

    def cost(size: int) -> float:
        piece = ADVERSARIAL[kind]
        text = (piece * (size // len(piece) + 1))[: size - 1] + "а"
        document = SourceDocument(
            key="t", text=text, sha256="", language="ru", published_on=date(2025, 9, 12)
        )
        best = float("inf")
        for _ in range(3):
            gc.collect()
            gc.disable()  # a collection in one of the two runs is no growth
            start = time.process_time()
            extract(document, toolkit)
            best = min(best, time.process_time() - start)
            gc.enable()
        return best

    cost(2_000)
    small, large = cost(20_000), cost(40_000)
    assert large / max(small, 0.02) <= 2.4, f"{small:.3f}s -> {large:.3f}s"


def test_the_same_in_another_process_with_another_hash_seed(toolkit: Toolkit) -> None:
    sample = (ROOT / "data" / "samples" / "01-tashkent-2025-kyrgyzstan.txt").read_text(encoding="utf-8")
    program = (
        "import sys, json; from pathlib import Path; from datetime import date; from app.vocabulary import load_vocabulary;"
        "from app.extraction import build_toolkit, extract; from app.domain.document import SourceDocument; from app.schemas.guide import to_guide;"
        "text = sys.stdin.buffer.read().decode();"
        "found = extract(SourceDocument(key='t', text=text, sha256='', language='ru', published_on=date(2025, 11, 16)),"
        " build_toolkit(load_vocabulary(Path('data/vocabulary'))));"
        "print(json.dumps(to_guide(found, all_quantities=True)))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=sample.encode(),
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "7")
    }
    assert len(outputs) == 1


def test_output_of_the_guide_format_names_every_key(read: Any) -> None:
    found = to_guide(
        read("Ардан Темур отметил, что товарооборот вырос на 15 процентов."), all_quantities=True
    )
    assert list(found) == ["lang", "date", "people", "statements", "proposals", "figures", "dates"]
    assert set(found["figures"][0]) == {
        "start", "end", "speaker", "speaker_name", "metric", "value", "value_high", "unit", "measure", "modality", "direction", "bound", "period", "geo",
    }  # fmt: skip
