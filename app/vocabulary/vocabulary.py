"""The vocabulary as a whole: entries by id, and the questions that other rooms ask of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.domain.findings import SummitRef
from app.domain.rights import stricter

if TYPE_CHECKING:  # what entries are is known to whoever loads them
    from app.domain.document import SourceDocument
    from app.vocabulary.entries import (
        BlocEntry,
        ConceptEntry,
        CountryEntry,
        Edition,
        IndicatorEntry,
        LeaderEntry,
        MetricEntry,
        PageWordsEntry,
        SeriesEntry,
        SiteEntry,
        TopicEntry,
        UnitCodeEntry,
        UnitEntry,
    )
    from app.vocabulary.words import LanguageWords


_HEADS: Final = ("president", "king", "emir", "sultan", "chancellor", "prime minister")
"""Offices of who leads a country and represents it at summits, the higher ones first."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Vocabulary:
    """All checked entries. `version` (12 hex digits) changes with any entry, so that stale extractions can be found."""

    version: str
    leaders: dict[str, LeaderEntry]
    countries: dict[str, CountryEntry]
    blocs: dict[str, BlocEntry]
    topics: dict[str, TopicEntry]
    metrics: dict[str, MetricEntry]
    units: tuple[UnitEntry, ...]
    series: dict[str, SeriesEntry]
    words: dict[str, LanguageWords]
    indicators: dict[str, IndicatorEntry] = field(default_factory=dict)
    unit_codes: dict[str, UnitCodeEntry] = field(default_factory=dict)
    sites: dict[str, SiteEntry] = field(default_factory=dict)
    page_words: dict[str, PageWordsEntry] = field(default_factory=dict)
    concepts: dict[str, ConceptEntry] = field(default_factory=dict)
    _of_places: dict[str, list[LeaderEntry]] = field(default_factory=dict, init=False, compare=False)

    def __post_init__(self) -> None:
        for entry in self.leaders.values():
            for place in dict.fromkeys(office.country for office in entry.offices):
                self._of_places.setdefault(place, []).append(entry)

    def load(self) -> None:
        """Have everything at hand: here it is. `VocabularyError` where it turns out to be wrong."""

    def site_of(self, address: str | None) -> SiteEntry | None:
        """The site that an address is of: the entry of its host, or of the nearest domain above it."""
        try:
            host = ((urlsplit(address).hostname or "") if address else "").strip(".")
        except ValueError:
            return None
        while host:
            if (found := self.sites.get(host)) is not None:
                return found
            host = host.partition(".")[2]
        return None

    def excerpt_of(self, document: SourceDocument) -> int | None:
        """The most characters of a document that may be shown in one piece, by its own word and its site's terms; None where nothing limits it."""
        site = self.site_of(document.url)
        return stricter(document.excerpt, site.excerpt if site else None)

    def leaders_of(self, place: str) -> list[LeaderEntry]:
        """Everybody who ever held an office for a country or bloc."""
        return self._of_places.get(place, [])

    def heads_of(self, country: str, day: date | None) -> list[str]:
        """Who led a country on a day (no day: who still does): the holders of the highest office that anybody is known to have held."""
        held = [
            (office.office, leader.id)
            for leader in self.leaders_of(country)
            for office in leader.offices
            if office.country == country and office.held_on(day)
        ]
        found = ([leader for office, leader in held if office == highest] for highest in _HEADS)
        return next(filter(None, found), [])

    def country_of(self, leader: str, day: date | None) -> str | None:
        """The country or bloc for which a person held office on a day (the newest office where there is no day)."""
        entry = self.leaders.get(leader)
        if entry is None or not entry.offices:
            return None
        office = entry.office_on(day)
        return (office or entry.offices[0]).country

    def place_label(self, place: str, language: str) -> str:
        """The name of a country's code or bloc's id."""
        entry: CountryEntry | BlocEntry | None = self.countries.get(place) or self.blocs.get(place)
        return entry.label(language) if entry else place

    def place_labels(self, place: str) -> dict[str, str]:
        """language -> name of a country's code or bloc's id."""
        entry: CountryEntry | BlocEntry | None = self.countries.get(place) or self.blocs.get(place)
        return entry.labels() if entry else {"en": place}

    def summits(self) -> list[tuple[SummitRef, SeriesEntry, Edition]]:
        """Every edition of every series, newest first."""
        found = [
            (summit_ref(entry, edition), entry, edition)
            for entry in self.series.values()
            for edition in entry.editions
        ]
        return sorted(found, key=lambda item: (item[2].start, item[0].id), reverse=True)


def summit_ref(series: SeriesEntry, edition: Edition) -> SummitRef:
    """The reference that documents carry for one edition of a series."""
    place = edition.place.get("en") or next(iter(edition.place.values()), None)
    return SummitRef(
        series=series.id, edition=edition.number, place=place, start=edition.start, end=edition.end
    )
