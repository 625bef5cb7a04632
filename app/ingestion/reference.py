"""Official statistics into the store: a file's codes become our metrics, places and units; what cannot is told by reason and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from babel.core import get_global

from app.analysis.claims import ClaimKey, Days, thing_of, year_before
from app.domain.kinds import Measure, Modality, UnitKind
from app.sources.statistics import Observation, Passed, read_statistics
from app.store.claims import days_of, series_of
from app.store.database import Database
from app.store.reference import Put, has_values, put_values
from app.vocabulary import Vocabulary

_LINES: Final = 5
"""Lines that are named for each reason."""
_NOT_THE_SAME: Final = frozenset(("DDR", "278", "280", "YMD", "720", "886", "FXX", "249", "230", "736"))
"""Codes that CLDR files under a state which is larger or smaller than what they stood for."""

_PIECE: Final = 2000
"""Values stored between two looks at the clock."""

Values = dict[str, Any]


@dataclass(slots=True)
class Skipped:
    """Rows or cells that were passed for one reason."""

    count: int = 0
    lines: list[int] = field(default_factory=list)
    """The first of them."""
    told: list[str] = field(default_factory=list)
    """What stands there: a few different ones."""

    def add(self, line: int, told: str) -> None:
        self.count += 1
        if len(self.lines) < _LINES and line not in self.lines:
            self.lines.append(line)
        if told and len(self.told) < _LINES and told not in self.told:
            self.told.append(told)


@dataclass(slots=True)
class ReferenceReport:
    """What came of an import: each value of the file is counted once."""

    values: int = 0
    put: Put = field(default_factory=Put)
    series: int = 0
    skipped: dict[str, Skipped] = field(default_factory=dict)
    """By reason."""

    def skip(self, line: int, reason: str, told: str = "") -> None:
        shown = "".join(each if each.isprintable() else " " for each in told[:60])
        self.skipped.setdefault(reason, Skipped()).add(line, " ".join(shown.split()))


class Meaning(NamedTuple):
    """What whoever imports says of a whole file; None where the file's own codes say it."""

    metric: str | None = None
    measure: Measure | None = None
    unit: str | None = None


class _Unknown(Exception):
    """A code that stands for nothing here: why, and the code."""

    def __init__(self, reason: str, told: str) -> None:
        super().__init__(reason)
        self.reason, self.told = reason, told


def import_reference(
    database: Database,
    vocabulary: Vocabulary,
    path: Path,
    *,
    source: str,
    vintage: date,
    meaning: Meaning,
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> ReferenceReport:
    """Read a file and store what it holds, all in one transaction: the same file once more changes nothing. `progress` is told of values stored.

    Raises `InvalidInput` for a file that cannot be read; nothing is stored then.
    """
    report = ReferenceReport()
    rows = _settled(_rows(vocabulary, path, source, vintage, meaning, report), report)
    report.series = len({row["series"] for row in rows})
    if rows:
        with database.session() as session:
            known = has_values(session, source, vintage.isoformat())
            for start in range(0, len(rows), _PIECE):
                put_values(session, rows[start : start + _PIECE], report.put, known=known)
                progress(min(start + _PIECE, len(rows)), len(rows))
    return report


def _rows(
    vocabulary: Vocabulary, path: Path, source: str, vintage: date, meaning: Meaning, report: ReferenceReport
) -> Iterator[Values]:
    codes = _Codes(vocabulary, meaning)
    for found in read_statistics(path):
        if isinstance(found, Passed):
            report.skip(*found)
            continue
        report.values += 1
        try:
            row = codes.read(found)
        except _Unknown as unknown:
            report.skip(found.line, unknown.reason, unknown.told)
            continue
        yield {**row, "source": source, "vintage": vintage.isoformat(), "file": path.name, "line": found.line}


def _settled(rows: Iterator[Values], report: ReferenceReport) -> list[Values]:
    """Values that a file gives once. One that it gives twice, differently, is of parts that we do not tell apart: neither is taken."""
    found: dict[tuple[str, str, str], Values] = {}
    several: dict[tuple[str, str, str], list[Values]] = {}
    for row in rows:
        key = (row["series"], row["days"], row["unit"])
        first = found.setdefault(key, row)
        if first is row:
            continue
        if key in several:
            several[key].append(row)
        elif first["value"] != row["value"]:
            several[key] = [first, row]
        else:
            report.skip(row["line"], "the same value stands on an earlier line")
    for key, each in several.items():
        del found[key]
        for row in each:
            told = f"{row['code']} {row['side']} {row['days'][:10]}"
            report.skip(row["line"], "the file has several values for the same thing", told)
    return list(found.values())


class _Codes:
    """What the codes of a file mean."""

    def __init__(self, vocabulary: Vocabulary, meaning: Meaning) -> None:
        self._vocabulary = vocabulary
        self._meaning = meaning
        self._mirrors = {id: entry.mirror for id, entry in vocabulary.metrics.items() if entry.mirror}
        self._kinds: dict[str, UnitKind] = {unit.unit: unit.kind for unit in vocabulary.units}
        self._places: dict[str, str | None] = {}
        self._kept: dict[str, str] = {}
        # CLDR keeps the three letters and three digits of ISO 3166-1 among the other names of a territory.
        self._aliases: Any = get_global("territory_aliases")
        self._of_sdmx = {
            entry.codes.sdmx: id for id, entry in vocabulary.metrics.items() if entry.codes.sdmx != "none"
        }

    def read(self, found: Observation) -> Values:
        """A value as it is stored. Raises `_Unknown`."""
        metric, measure, unit = self._thing(found)
        kind = self._kinds[unit]
        kinds = self._vocabulary.metrics[metric].unit_kinds
        if kind is not UnitKind.RATIO and kinds and kind not in kinds:
            raise _Unknown("its unit is none of its metric", f"{metric} {unit}")
        places = [self._place(found.place)]
        if found.partner:
            places.append(self._place(found.partner))
            if places[0] == places[1]:
                raise _Unknown("its country and its counterpart are one", found.place)
        canonical, ordered = thing_of(metric, places, self._mirrors)
        period = Days(found.period.start, found.period.end)
        is_year = (period.end - period.start).days >= 364
        relative = measure in (Measure.GROWTH, Measure.CHANGE)
        key = ClaimKey(
            metric=canonical,
            measure=measure,
            kind=kind,
            modality=Modality.ACTUAL,
            period=period,
            base=year_before(period) if relative and is_year else None,
            places=ordered,
        )
        code = found.indicator or found.flow
        return {
            "series": self._once(series_of(key)),
            "days": self._once(days_of(key)),
            "unit": unit,
            "value": found.value,
            "metric": metric,
            "side": places[0],
            "code": self._once("/".join(filter(None, (code, found.partner)))),
        }

    def _once(self, text: str) -> str:
        """The same text as before, where it was there before: a file has few series and days, and many rows of each."""
        return self._kept.setdefault(text, text)

    def _thing(self, found: Observation) -> tuple[str, Measure, str]:
        said = self._meaning
        entry = self._vocabulary.indicators.get(found.indicator)
        metric = said.metric or (entry.metric if entry else self._of_sdmx.get(found.indicator))
        if metric is None:
            reason = "its indicator is none that is known (name the metric of the file by --metric)"
            raise _Unknown(reason, found.indicator or found.flow)
        unit = said.unit or (self._unit(found.unit) if found.unit else entry.unit if entry else None)
        if unit is None:
            raise _Unknown("its unit is not told (name that of the file by --unit)", found.indicator)
        return metric, said.measure or (entry.measure if entry else Measure.LEVEL), unit

    def _unit(self, code: str) -> str:
        known = self._vocabulary.unit_codes.get(code.upper())
        if known is not None:
            return known.unit
        if code in self._kinds:
            return code
        raise _Unknown("its unit is none that is known", code)

    def _place(self, code: str) -> str:
        if code not in self._places:
            self._places[code] = self._read_place(code)
        place = self._places[code]
        if place is None:
            raise _Unknown("its country is none of ISO 3166-1", code)
        return place

    def _read_place(self, code: str) -> str | None:
        if code in self._vocabulary.countries:
            return code
        one: tuple[str, ...] = (
            tuple(self._aliases.get(code, ())) if len(code) == 3 and code not in _NOT_THE_SAME else ()
        )
        if len(one) == 1 and one[0] in self._vocabulary.countries:
            return one[0]
        bloc = code.lower()
        return bloc if bloc in self._vocabulary.blocs else None
