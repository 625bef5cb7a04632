"""The data structure of figures as an SDMX-JSON 2.0 structure message: concepts, code lists, data structure and dataflow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from app.domain.kinds import Bound, Direction, Measure, Modality, Review
from app.schemas.labels import metric_label, place_label
from app.schemas.sdmx import (
    AGENCY,
    COMPONENTS,
    NO_UNIT,
    NOT_TOLD,
    SEVERAL,
    STRUCTURE,
    UNKNOWN,
    VERSION,
    Component,
    code_of,
)
from app.vocabulary import Vocabulary

Node = dict[str, Any]
Names = Mapping[str, str]
Coded = Literal["metric", "unit", "reporter", "partner"]

_SCHEMA: Final = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"
"""By which readers tell the message's version; nothing is fetched from there."""

_CONCEPTS: Final = "CS_FIGURES"
_NAME: Final[Names] = {
    "en": "Economic figures as they are told at summits",
    "ru": "Экономические цифры, названные на саммитах",
}

_CLOSED: Final[dict[str, dict[str, Names]]] = {
    "CL_FREQ": {
        "A": {"en": "Annual", "ru": "Год"},
        "S": {"en": "Half-yearly", "ru": "Полугодие"},
        "Q": {"en": "Quarterly", "ru": "Квартал"},
        "M": {"en": "Monthly", "ru": "Месяц"},
        "W": {"en": "Weekly", "ru": "Неделя"},
        "D": {"en": "Daily", "ru": "День"},
        "_O": {"en": "Other period, told by its first day and duration", "ru": "Другой период: первый день и длительность"},
        UNKNOWN: {"en": "Period not told", "ru": "Период не назван"},
    },
    "CL_MEASURE": {
        Measure.LEVEL: {"en": "Level", "ru": "Уровень"},
        Measure.CHANGE: {"en": "Change", "ru": "Изменение"},
        Measure.GROWTH: {"en": "Relative change", "ru": "Относительное изменение"},
        Measure.SHARE: {"en": "Part of a whole", "ru": "Доля"},
        Measure.RATE: {"en": "Price or rate", "ru": "Цена, ставка"},
    },
    "CL_OBS_STATUS": {
        "A": {"en": "Normal value", "ru": "Обычное значение"},
        "F": {"en": "Forecast value: a plan or a possibility", "ru": "Прогноз: план или возможность"},
    },
    "CL_UNIT_MULT": {"0": {"en": "Units", "ru": "Единицы"}},
    "CL_BOUND": {
        Bound.EXACT: {"en": "As it is told", "ru": "Как названо"},
        Bound.ABOUT: {"en": "About", "ru": "Около"},
        Bound.OVER: {"en": "More than", "ru": "Больше"},
        Bound.UNDER: {"en": "Less than", "ru": "Меньше"},
    },
    "CL_MODALITY": {
        Modality.ACTUAL: {"en": "Fact", "ru": "Факт"},
        Modality.TARGET: {"en": "Plan", "ru": "План"},
        Modality.POTENTIAL: {"en": "Possibility", "ru": "Возможность"},
    },
    "CL_DIRECTION": {
        Direction.UP: {"en": "Up", "ru": "Рост"},
        Direction.DOWN: {"en": "Down", "ru": "Снижение"},
    },
    "CL_REVIEW": {
        Review.AUTO: {"en": "Nobody has looked at it", "ru": "Никто не смотрел"},
        Review.CONFIRMED: {"en": "Confirmed", "ru": "Подтверждено"},
        Review.CORRECTED: {"en": "Corrected", "ru": "Исправлено"},
        Review.REJECTED: {"en": "Rejected", "ru": "Отклонено"},
    },
}  # fmt: skip
"""Code list -> its codes, of lists that no vocabulary changes."""

_LISTS: Final = {
    "CL_FREQ": "Frequencies",
    "CL_AREA": "Countries (ISO 3166-1) and blocs",
    "CL_INDICATOR": "Metrics",
    "CL_MEASURE": "Measures",
    "CL_UNIT_MEASURE": "Units; currencies by ISO 4217",
    "CL_OBS_STATUS": "Statuses of observations",
    "CL_UNIT_MULT": "Powers of ten of units",
    "CL_BOUND": "Bounds",
    "CL_MODALITY": "Modalities",
    "CL_DIRECTION": "Directions",
    "CL_REVIEW": "Verdicts of people",
}


def structure_message(vocabulary: Vocabulary, stored: Mapping[Coded, Iterable[str]], prepared: str) -> Node:
    """The message. `stored`: what figures hold, of which the vocabulary may know no more; `prepared`: the moment of the data, in UTC."""
    places = (*stored["reporter"], *stored["partner"], *vocabulary.countries, *vocabulary.blocs)
    metrics = (*vocabulary.metrics, *stored["metric"])
    codes = _CLOSED | {
        "CL_AREA": {
            NOT_TOLD: {"en": "Not told", "ru": "Не названо"},
            SEVERAL: {"en": "Several, see COUNTERPARTS", "ru": "Несколько, см. COUNTERPARTS"},
            **{code_of(each): place_label(each, vocabulary).labels for each in sorted(set(places))},
        },
        "CL_INDICATOR": {code_of(each): metric_label(each, vocabulary).labels for each in dict.fromkeys(metrics)},
        "CL_UNIT_MEASURE": {NO_UNIT: {"en": "None: a bare number", "ru": "Нет: просто число"}} | _units(vocabulary, stored["unit"]),
    }  # fmt: skip
    return {
        "meta": {
            "schema": _SCHEMA,
            "id": f"{AGENCY}-{STRUCTURE}",
            "prepared": prepared,
            "test": False,
            "contentLanguages": ["en", "ru"],
            "sender": {"id": AGENCY},
        },
        "data": {
            "conceptSchemes": [
                _maintained(_CONCEPTS, {"en": "Concepts of figures"}, "conceptscheme.ConceptScheme")
                | {"concepts": [_concept(each) for each in COMPONENTS]}
            ],
            "codelists": [
                _maintained(name, {"en": _LISTS[name]}, "codelist.Codelist")
                | {"codes": [{"id": code, **_named(names)} for code, names in listed.items()]}
                for name, listed in codes.items()
            ],
            "dataStructures": [
                _maintained(STRUCTURE, _NAME, "datastructure.DataStructure")
                | {"dataStructureComponents": _components()}
            ],
            "dataflows": [
                _maintained(STRUCTURE, _NAME, "datastructure.Dataflow")
                | {"structure": _urn("datastructure.DataStructure", STRUCTURE)}
            ],
        },
    }


def _units(vocabulary: Vocabulary, stored: Iterable[str]) -> dict[str, Names]:
    """Units by the first word of that writing which is the unit itself."""
    found: dict[str, Names] = {}
    for entry in vocabulary.units:
        if entry.factor == 1:
            words = {language: words[0] for language, words in entry.words.items() if words}
            found.setdefault(entry.unit, words if "en" in words else {"en": entry.unit, **words})
    return found | {unit: {"en": unit} for unit in stored if unit not in found}


def _components() -> Node:
    dimensions = [each for each in COMPONENTS if each.role == "dimension"]
    [time] = (each for each in COMPONENTS if each.role == "time")
    return {
        "dimensionList": {
            "id": "DimensionDescriptor",
            "dimensions": [_component(each) | {"position": at} for at, each in enumerate(dimensions)],
            "timeDimension": _component(time),
        },
        "measureList": {
            "id": "MeasureDescriptor",
            "measures": [_component(each) | _usage(each) for each in COMPONENTS if each.role == "measure"],
        },
        "attributeList": {
            "id": "AttributeDescriptor",
            "attributes": [
                _component(each) | _usage(each) | {"attributeRelationship": {"observation": {}}}
                for each in COMPONENTS
                if each.role == "attribute"
            ],
        },
    }


def _component(component: Component) -> Node:
    if component.codes:
        shape: Node = {"enumeration": _urn("codelist.Codelist", component.codes)}
    else:
        shape = {"format": {"dataType": component.type}}
    return {
        "id": component.id,
        "conceptIdentity": f"{_urn('conceptscheme.Concept', _CONCEPTS)}.{component.id}",
        "localRepresentation": shape,
    }


def _usage(component: Component) -> Node:
    return {"usage": "mandatory" if component.required else "optional"}


def _concept(component: Component) -> Node:
    return {"id": component.id, **_named({"en": component.name})}


def _maintained(id: str, names: Names, kind: str) -> Node:
    return {
        "id": id,
        "agencyID": AGENCY,
        "version": VERSION,
        **_named(names),
        "links": [{"rel": "self", "urn": _urn(kind, id)}],
    }


def _named(names: Names) -> Node:
    told = next(
        (names[language] for language in ("en", "ru") if language in names), next(iter(names.values()))
    )
    return {"name": told, "names": dict(names)}


def _urn(kind: str, id: str) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={AGENCY}:{id}({VERSION})"
