"""Exact decimals stay exact: through the column, the record and back."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from app.domain.quantity import plain
from app.store.database import Database, Reader
from app.store.save import Saved
from app.store.tables import FigureRow
from tests.builders import make_document, make_extraction, make_figure


def decimals(count: int, dice: random.Random) -> list[Decimal]:
    """Of every length up to 30 digits, with the point anywhere, and the ones known to be lost elsewhere."""
    found = [
        Decimal("12345678901234567890.1234567891"),
        Decimal("0.1"),
        Decimal("-0.000000000000000000000000000001"),
    ]
    while len(found) < count:
        length = dice.randint(1, 30)
        digits = str(dice.randint(10 ** (length - 1), 10**length - 1))
        found.append(Decimal(f"{dice.choice(['', '-'])}{digits}E{dice.randint(-length, 3)}"))
    return found


def test_a_thousand_decimals_come_back_as_they_were(
    save: Callable[..., Saved], database: Database, reader: Reader, dice: random.Random
) -> None:
    values = decimals(1000, dice)
    text = " ".join(f"число{number}x" for number in range(len(values)))
    figures = [
        make_figure(f"число{number}x", text=text, value=value, value_high=value + 1, step=abs(value))
        for number, value in enumerate(values)
    ]
    save(make_extraction(make_document(text), figures=figures))
    with database.session() as session:
        rows = session.scalars(select(FigureRow).order_by(FigureRow.start_offset)).all()  # type: ignore[arg-type]
        assert [row.value for row in rows] == values
        assert [row.step for row in rows] == [abs(value) for value in values]
        assert [row.value_number for row in rows] == [float(value) for value in values]
    found = reader.rows("SELECT value, record FROM figure ORDER BY start_offset")
    assert [text for text, _ in found] == [plain(value) for value in values]
    assert [Decimal(json.loads(record)["value"]) for _, record in found] == values


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_stored(database: Database, value: str) -> None:
    with pytest.raises(StatementError, match="not a finite number"), database.session() as session:
        session.execute(select(FigureRow.id).where(FigureRow.value == Decimal(value)))  # type: ignore[call-overload]
