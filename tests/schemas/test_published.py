"""Every published shape explains itself: descriptions, and examples that are true to it."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from pydantic import ValidationError

from app.schemas.common import LabelOut, Out
from app.schemas.examples import example
from app.schemas.figure import FigureOut
from app.schemas.page import Page
from app.schemas.statement import StatementOut

MODULES = (
    "common",
    "facet",
    "included",
    "hit",
    "statement",
    "proposal",
    "figure",
    "document",
    "vocabulary",
    "meta",
    "implied",
    "thread",
    "coverage",
    "resolve",
)


def shapes() -> list[type[Out]]:
    found = []
    for name in MODULES:
        module = importlib.import_module(f"app.schemas.{name}")
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, Out)
                and value is not Out
                and value.__module__ == module.__name__
            ):
                found.append(value)
    return found


def schema_of(shape: type[Out]) -> dict[str, Any]:
    """The schema of a shape itself; one that may hold another of its own kind stands among its definitions."""
    found: dict[str, Any] = shape.model_json_schema(mode="serialization")
    return found if "properties" in found else found["$defs"][shape.__name__] | {"$defs": found["$defs"]}


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.__name__)
def test_the_example_of_a_shape_is_one(shape: type[Out]) -> None:
    (shown,) = schema_of(shape)["examples"]
    assert shape.model_validate(shown).model_dump(mode="json") == shown


@pytest.mark.parametrize("shape", [*shapes(), Page[StatementOut]], ids=lambda shape: shape.__name__)
def test_every_field_and_shape_has_a_description(shape: type[Out]) -> None:
    schema = schema_of(shape)
    assert schema["description"]
    for name, field in schema["properties"].items():
        target = schema["$defs"][field["$ref"].rsplit("/", 1)[1]] if "$ref" in field else {}
        assert field.get("description") or target.get("description"), name


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.__name__)
def test_every_field_is_always_there_but_what_is_asked_for_and_what_tells_of_withheld_words(
    shape: type[Out],
) -> None:
    schema = schema_of(shape)
    asked_for = (
        {"hit", "included", "excerpt", "withheld", "length"}
        if "Included" not in shape.__name__
        else set(schema["properties"])
    )
    assert set(schema.get("required", ())) == set(schema["properties"]) - asked_for


@pytest.mark.parametrize(
    "change",
    [
        {"value": "1e5"},
        {"value": "NaN"},
        {"value": "1,5"},
        {"id": "st-0zaech5y0y7jr"},
        {"id": "fi-8aqk2rhadrjka"},
        {"modality": "maybe"},
        {"revision": 0},
        {"surprise": 1},
    ],
    ids=str,
)
def test_a_record_that_is_none_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FigureOut.model_validate(example("FigureOut") | change)


def test_a_record_cannot_be_changed() -> None:
    label = LabelOut(id="KG", labels={"en": "Kyrgyzstan"})
    with pytest.raises(ValidationError):
        label.id = "UZ"


def test_a_page_holds_records_of_one_kind() -> None:
    page = Page[StatementOut].model_validate(
        {"items": [example("StatementOut")], "next": None, "prev": None, "data_version": 1, "notes": []}
    )
    assert page.items[0].id == example("StatementOut")["id"]
    assert page.total is None


def test_the_spans_of_the_examples_are_as_long_as_their_words() -> None:
    for shape in ("StatementOut", "ProposalOut", "FigureOut"):
        span = example(shape)["span"]
        assert span["end"] - span["start"] == len(span["exact"])
