"""Facets count what their filters find: over any list, by whichever way the counts are made."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.queries.facets import count_facets
from app.queries.figures import FIGURES
from app.queries.page import plan_list
from app.queries.params import FigureParams, StatementParams
from app.queries.records import RecordPage
from app.queries.statements import STATEMENTS
from app.schemas.facet import FacetOut
from app.store.database import Reader
from app.vocabulary import Vocabulary
from tests.queries.test_page import LISTS, MEANING, Planner, all_records, day_of, walked
from tests.stores import only_sqlite


def read_facets(page: RecordPage) -> dict[str, FacetOut]:
    assert page.facets is not None
    return {field: FacetOut.model_validate_json(facet) for field, facet in page.facets.items()}


def fields_of(kind: str) -> list[str]:
    """The facets of a list; a document's leaders, topics and countries do not stand in its record: they are tested by their filter."""
    annotation = LISTS[kind][1].model_fields["facets"].annotation
    found: list[str] = list(annotation.__args__[0].__args__)  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("kind", LISTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_facets_count_what_a_plain_count_does(
    kind: str, reader: Reader, vocabulary: Vocabulary, data: st.DataObject
) -> None:
    find, model, names = LISTS[kind]
    records = all_records(reader, kind)
    days = sorted({day_of(record) for record in records} - {""})
    asked: dict[str, Any] = {}
    for prefix, most in (("", 2), ("exclude_", 1)):
        for name in data.draw(st.lists(st.sampled_from(names), unique=True, max_size=most)):
            if values := sorted(set().union(*(MEANING[name](record) for record in records))):
                asked[prefix + name] = data.draw(
                    st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
                )
    if data.draw(st.booleans()):
        asked["date_from"] = data.draw(st.sampled_from(days))
    counted = [field for field in fields_of(kind) if field in names]
    most = data.draw(st.sampled_from([1, 3, 500]))

    page = find(reader, vocabulary, model(**asked, facets=counted, facet_limit=most))

    assert page.facets is not None and list(page.facets) == counted
    listed = walked(find, reader, vocabulary, model(**asked, limit=500))
    for field, facet in read_facets(page).items():
        expected = Counter(value for record in listed for value in MEANING[field](record))
        ordered = sorted(expected.items(), key=lambda item: (-item[1], item[0]))
        assert [(each.value, each.n) for each in facet.values] == ordered[:most]
        assert facet.others == max(0, len(ordered) - most)


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"topic": ["trade"]},
        {"leader": ["ardan-temur"], "topic": ["trade"]},
        {"topic": ["trade", "energy"], "exclude_language": ["en"]},
        {"date_to": "2025-06-01"},
        {"year": ["2025"], "date_from": "2025-03-01"},
    ],
)
def test_the_count_of_a_value_is_the_total_with_that_value(
    reader: Reader, vocabulary: Vocabulary, kind: str, asked: dict[str, Any]
) -> None:
    find, model, _ = LISTS[kind]
    facets = read_facets(find(reader, vocabulary, model(**asked, facets=fields_of(kind), facet_limit=500)))
    assert facets
    for field, facet in facets.items():
        assert facet.values or field == "addressee"
        for each in facet.values:
            if field in asked and each.value not in asked[field]:
                continue  # a further value of a filter widens it
            narrowed = model(**{**asked, field: [each.value], "count": "exact", "limit": 1})
            assert find(reader, vocabulary, narrowed).total == each.n, (field, each)


@only_sqlite
def test_facets_of_one_filter_touch_no_record(reader: Reader, vocabulary: Vocabulary) -> None:
    planner: Any = Planner(reader)
    for asked in ({}, {"topic": ["trade"]}, {"year": ["2025"]}):
        plan = plan_list(reader, vocabulary, STATEMENTS, StatementParams.model_validate(asked))
        count_facets(planner, plan, ["leader", "topic"], 20)
    assert planner.steps and not [step for step in planner.steps if "posting" in step or " c " in step]
    assert not [step for step in planner.steps if step.startswith("SCAN") and "SCAN (" not in step]


@only_sqlite
def test_facets_of_several_filters_are_one_walk_by_keys(reader: Reader, vocabulary: Vocabulary) -> None:
    planner: Any = Planner(reader)
    params = FigureParams(topic=["trade", "energy"], modality=["actual"])  # type: ignore[list-item]
    plan = plan_list(reader, vocabulary, FIGURES, params)
    count_facets(planner, plan, ["leader", "metric", "unit"], 20)
    assert [
        step
        for step in planner.steps
        if step.startswith("SEARCH c USING PRIMARY KEY (day=? AND finding_id=?)")
    ]
    assert not [step for step in planner.steps if step.startswith("SCAN c")]


def test_values_are_named_in_both_languages_and_labelled_in_one(
    reader: Reader, vocabulary: Vocabulary
) -> None:
    find, model, _ = LISTS["statement"]
    params = model(facets=["topic", "leader", "act", "summit"])
    page = find(reader, vocabulary, params)
    facets = read_facets(page)
    topics = facets["topic"].values
    assert {each.value: each.label for each in topics} == {each.value: each.labels["en"] for each in topics}
    stranger = next(each for each in facets["leader"].values if each.value == "person-of-no-list")
    assert stranger.label == "Никто Извечный"
    assert all("2025" in each.label for each in facets["summit"].values)
    assert all(each.label == each.value and each.labels == {} for each in facets["act"].values)


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(
    "asked", [{"q": "мысль"}, {"q": "мысль", "topic": ["trade"], "date_from": "2025-02-01"}]
)
def test_facets_of_a_search_count_its_hits(
    reader: Reader, vocabulary: Vocabulary, kind: str, asked: dict[str, Any]
) -> None:
    find, model, names = LISTS[kind]
    counted = [field for field in fields_of(kind) if field in names]
    asked = {name: value for name, value in asked.items() if name in names or name not in MEANING}
    facets = read_facets(find(reader, vocabulary, model(**asked, facets=counted, facet_limit=500)))
    listed = walked(find, reader, vocabulary, model(**asked, limit=500))
    assert facets and listed
    for field, facet in facets.items():
        expected = Counter(value for record in listed for value in MEANING[field](record))
        assert {each.value: each.n for each in facet.values} == expected
