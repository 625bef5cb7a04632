"""Gold documents written as readable YAML: annotations name their words, offsets are computed here.

One file a document, `tests/gold/LANGUAGE/ID.yaml`:

    id: ru-example                # the file's name without .yaml
    date: 2025-09-12
    text: |2                      # the 2 keeps a leading space of the text; the last line break is no part of it
      Данияр Мерген заявил …
    people:
      daniyar-mergen:
        name: Данияр Мерген
        forms: [Данияр Мерген, Мергена]   # every whole-word occurrence, the longest form first; an entry may also be a place
    statements:
      - {words: "Данияр Мерген заявил … на 12 процентов.", kind: reported, speaker: daniyar-mergen, act: claim, topics: [trade]}
    proposals:
      - {words: "создать центр", speaker: daniyar-mergen, topics: [digital]}
    figures:
      - {words: 12 процентов, speaker: daniyar-mergen, metric: exports, value: 12, unit: percent, measure: growth,
         direction: up, period: 2024, geo: [XA]}

A place is words that occur once as whole words. `beginning … end` stands for a long span: from the one occurrence of the
beginning to the first occurrence of the end after it. Where the words occur more often, `in: longer words` (a place itself)
says inside what, or `nth: 2` which occurrence; both together count inside `in`.

Left out: `cue` is true, `speaker` null, `value_high`, `direction` and `period` null, `modality` actual, `bound` exact, `geo` [].
A value may be written 1.2e9. A period is a year (2024), a month (2024-05), a day, or two of them (2024..2025-08): their first and
last day. Anything that cannot be placed or is not known raises `GoldError`, which names the file and the words.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
ELLIPSIS = " … "
SECTIONS = {"people", "statements", "proposals", "figures"}
PLACE = {"words", "in", "nth"}
FIELDS: Mapping[
    str, tuple[set[str], Mapping[str, Any]]
] = {  # section -> fields that must stand, defaults of the others
    "statements": ({"kind", "act", "topics"}, {"speaker": None, "cue": True}),
    "proposals": ({"topics"}, {"speaker": None}),
    "figures": (
        {"metric", "value", "unit", "measure"},
        {
            "speaker": None,
            "value_high": None,
            "modality": "actual",
            "direction": None,
            "bound": "exact",
            "period": None,
            "geo": [],
        },
    ),
}
PLAIN = {"null": None, "true": True, "false": False}
DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

Span = tuple[int, int]
Document = dict[str, Any]


class GoldError(ValueError):
    """An annotation that does not say where it belongs, or what it is."""


def load_gold(*languages: str) -> list[Document]:
    """The documents of the languages (all of them without any) in the guide's format, by language and name of file."""
    folders = [HERE / name for name in languages] or sorted(path for path in HERE.iterdir() if path.is_dir())
    return [read_document(path) for folder in folders for path in sorted(folder.glob("*.yaml"))]


def read_document(path: Path) -> Document:
    try:
        # every scalar stays the text that stands in the file: no date, number or `no` is guessed at
        source = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        return build_document(source, path.stem, path.parent.name)
    except (GoldError, yaml.YAMLError) as error:
        raise GoldError(f"{path.parent.name}/{path.name}: {error}") from None


def build_document(source: Mapping[str, Any], name: str, language: str) -> Document:
    unknown = set(source) - SECTIONS - {"id", "date", "text"}
    if unknown or source.get("id") != name:
        raise GoldError(
            f"unknown key {sorted(unknown)}" if unknown else f"id {source.get('id')!r} is not {name!r}"
        )
    text = source["text"].removesuffix("\n")
    document = {"id": name, "lang": language, "date": source["date"], "text": text}
    document["people"] = people(text, source.get("people") or {})
    for section in ("statements", "proposals", "figures"):
        items = [annotation(text, section, item) for item in source.get(section) or []]
        document[section] = sorted(items, key=lambda item: (item["start"], item["end"]))
        doubled(text, section, document[section])
    return document


def annotation(text: str, section: str, item: Mapping[str, Any]) -> Document:
    """One statement, proposal or figure with its offsets and every field of the guide."""
    needed, defaults = FIELDS[section]
    given = set(item) - PLACE
    if needed - given or given - needed - set(defaults):
        raise GoldError(
            f"{section}, {item.get('words')!r}: missing {sorted(needed - given)}, unknown {sorted(given - needed - set(defaults))}"
        )
    start, end = place(text, item)
    fields = {
        key: PLAIN.get(value, value) if isinstance(value, str) else value for key, value in item.items()
    }
    found = {"start": start, "end": end, **defaults, **{key: fields[key] for key in given}}
    if section == "figures":
        found["value"], found["value_high"] = decimal(found["value"]), decimal(found["value_high"])
        found["period"] = period(found["period"])
    return found


def people(text: str, entries: Mapping[str, Mapping[str, Any]]) -> list[Document]:
    """Every mention: of two forms that fit at one place the longer one."""
    found: dict[int, Document] = {}
    taken: list[Span] = []
    places: list[tuple[Span, str, str]] = []
    for leader, entry in entries.items():
        if set(entry) != {"name", "forms"}:
            raise GoldError(f"people, {leader}: needs name and forms, has {sorted(entry)}")
        for form in entry["forms"]:
            spans = [place(text, form)] if isinstance(form, Mapping) else occurrences(text, form)
            if not spans:
                raise GoldError(f"people, {leader}: {form!r} is not in the text")
            places.extend((span, leader, entry["name"]) for span in spans)
    for (start, end), leader, name in sorted(places, key=lambda item: item[0][0] - item[0][1]):
        over = [span for span in taken if span[0] < end and start < span[1]]
        if not over:
            taken.append((start, end))
            found[start] = {"start": start, "end": end, "leader": leader, "name": name}
        elif any(found[s]["leader"] != leader and (s, e) == (start, end) for s, e in over):
            raise GoldError(
                f"people: {text[start:end]!r} is claimed by {leader} and {found[start]['leader']}"
            )
    return [found[start] for start in sorted(found)]


def place(text: str, item: Mapping[str, Any]) -> Span:
    """Where the words of an annotation stand."""
    low, high = place(text, {"words": item["in"]}) if "in" in item else (0, len(text))
    words, scope = item["words"], text[low:high]
    spans = list(occurrences(scope, words))
    if not spans and ELLIPSIS in words:
        first, last = words.split(ELLIPSIS, 1)
        spans = [
            (start, tails[0][1])
            for start, end in occurrences(scope, first)
            if (tails := [tail for tail in occurrences(scope, last) if tail[0] >= end])
        ]
    nth = int(item.get("nth", 1))
    if not 1 <= nth <= len(spans):
        raise GoldError(
            f"{words!r} {'occurs ' + str(len(spans)) + ' times' if spans else 'is not'} in {_where(item)}"
        )
    if len(spans) > 1 and "nth" not in item:
        raise GoldError(f"{words!r} occurs {len(spans)} times in {_where(item)}: say `in` or `nth`")
    return low + spans[nth - 1][0], low + spans[nth - 1][1]


def _where(item: Mapping[str, Any]) -> str:
    return repr(item["in"]) if "in" in item else "the text"


def occurrences(text: str, words: str) -> list[Span]:
    """Whole-word occurrences; a number does not begin or end inside a longer one (5 is not in 2,5)."""
    before = r"(?<!\w)(?<!\d[.,])" if words[:1].isdigit() else r"(?<!\w)" if words[:1].isalpha() else ""
    after = r"(?!\w)(?![.,]\d)" if words[-1:].isdigit() else r"(?!\w)" if words[-1:].isalpha() else ""
    return [match.span() for match in re.finditer(before + re.escape(words) + after, text)]


def doubled(text: str, section: str, items: Iterable[Document]) -> None:
    seen: set[Span] = set()
    for item in items:
        span = item["start"], item["end"]
        if span in seen:
            raise GoldError(f"{section}: {text[span[0] : span[1]]!r} stands twice at one place")
        seen.add(span)


def decimal(value: str | None) -> str | None:
    """`1.2e9` -> `1200000000`."""
    if value is None:
        return None
    try:
        return format(Decimal(value), "f")
    except InvalidOperation:
        raise GoldError(f"value {value!r} is no decimal number") from None


def period(value: str | None) -> list[str] | None:
    """`2024..2025-08` -> `["2024-01-01", "2025-08-31"]`."""
    if value is None:
        return None
    first, _, last = value.partition("..")
    return [_day(first, last=False), _day(last or first, last=True)]


def _day(value: str, *, last: bool) -> str:
    match = DAY.fullmatch(value)
    if not match:
        raise GoldError(f"period {value!r} is no year, month or day")
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    day = int(match[3] or (calendar.monthrange(year, month)[1] if last else 1))
    return f"{year:04}-{month:02}-{day:02}"
