"""One entry of each section of a vocabulary file. The models are the only list of allowed keys; anything else is an error."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from app.domain.kinds import Measure, UnitKind

LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$"


def _listed(value: object) -> object:
    """A single word stands for a list of one; a missing one (null) for none."""
    return [] if value is None else [value] if isinstance(value, str) else value


def _named(value: dict[str, list[str]]) -> dict[str, list[str]]:
    if not any(value.values()):
        raise ValueError("at least one name is needed")
    return value


Language = Annotated[str, Field(pattern=LANGUAGE)]
Word = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
Listed = Annotated[list[Word], BeforeValidator(_listed)]
ByLanguage = dict[Language, Listed]
Names = Annotated[ByLanguage, AfterValidator(_named)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([-_+][a-z0-9]+)*$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Place = Annotated[str, Field(pattern=r"^([A-Z]{2}|[a-z0-9]+([-+][a-z0-9]+)*)$")]
"""A country's code or a bloc's id."""


UnitName = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+$")]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Labelled(Entry):
    """An entry with names in several languages; the first of each is its label."""

    names: Names = Field(description="Names by language, dictionary form; the first is the label.")

    def label(self, language: str) -> str:
        """The label in a language, else in English, else in any."""
        return next((found[0] for key in (language, "en", *self.names) if (found := self.names.get(key))), "")

    def spellings(self) -> list[str]:
        """Every name in every language."""
        return [name for names in self.names.values() for name in names]

    def labels(self) -> dict[str, str]:
        """language -> label."""
        return {language: names[0] for language, names in self.names.items() if names}


class Office(Entry):
    """A role held for a country or bloc. Unknown dates are open."""

    office: Word
    country: Place
    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Office:
        if self.since and self.until and self.since > self.until:
            raise ValueError("`until` lies before `since`")
        return self

    def held_on(self, day: date | None) -> bool:
        """Whether the office was held on that day (no day: whether it is still held)."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class LeaderEntry(Labelled):
    """A person who speaks at summits, with every spelling of the name and the offices held."""

    id: Id
    gender: Literal["m", "f"] | None = None
    family_first: bool = False
    family_alone: Literal[True, False, "in-office"] = True
    """False: the family name is a common word or another's name (May, «Драги»), and alone leads to the person only where he was named
    in full; in-office: also in texts of the days in office."""
    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")] | None = None
    offices: list[Office] = []
    examples: dict[Language, list[str]] = {}

    @model_validator(mode="before")
    @classmethod
    def _one_office(cls, value: Any) -> Any:
        """`role` and `country` beside the names stand for one office without dates."""
        if isinstance(value, dict) and "role" in value:
            value = dict(value)
            office = {"office": value.pop("role"), "country": value.pop("country", None)}
            value["offices"] = [*(value.get("offices") or []), office]
        return value

    def office_on(self, day: date | None) -> Office | None:
        """The office held on a day, the first listed where there are several; else None."""
        return next((office for office in self.offices if office.held_on(day)), None)


class CountryEntry(Labelled):
    code: Country
    adjective: ByLanguage = {}
    demonym: ByLanguage = {}
    capital: ByLanguage = {}
    languages: list[Language] = []

    @property
    def id(self) -> str:
        return self.code


class Membership(Entry):
    country: Country
    since: date | None = None
    until: date | None = None


class BlocEntry(Labelled):
    id: Id
    members: list[Membership] = []

    def members_on(self, day: date) -> tuple[str, ...]:
        """Codes of the members on a day."""
        return tuple(
            member.country
            for member in self.members
            if (member.since is None or member.since <= day) and (member.until is None or day <= member.until)
        )


class WordList(Entry):
    """Words that point to a meaning: `strong` ones alone, `weak` ones where nothing stronger speaks. Dictionary forms;
    a trailing `*` means 'begins with'. A plain list stands for strong words."""

    strong: list[Word] = []
    weak: list[Word] = []

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"strong": value} if isinstance(value, list) else value


class TopicEntry(Labelled):
    id: Id
    parent: Id | None = None
    words: dict[Language, WordList] = {}
    examples: dict[Language, list[str]] = {}


class ConceptEntry(Entry):
    """What words of proposals mean, whatever the language. Dictionary forms; a trailing `*` means 'begins with'."""

    id: Id
    kind: Literal["subject", "form", "text", "action", "common", "stop"]
    """What it is about, what is to be made (a centre), what is to be written (a treaty), what is to be done, what stands in any proposal, or what
    says nothing."""
    of: Id | None = None
    """The wider subject that a text may call it by when it comes back to it: `such metals` for rare earth ones."""
    words: Names


class Codes(Entry):
    """Codes of the same series elsewhere, or `none` where there is none."""

    worldbank: Word = "none"
    sdmx: Word = "none"


class MetricEntry(Labelled):
    id: Id
    unit_kinds: list[UnitKind] = []
    words: dict[Language, WordList] = {}
    codes: Codes = Codes()
    topic: Id | None = None
    mirror: Id | None = None
    """The metric that tells the same flow between two countries from its other end."""
    two_sided: bool = False
    """Whether it is of something between two sides, so that a figure of one country may be of any partner."""
    many: bool = False
    """Whether a country has many of it at a time (routes, plants, projects), so that two figures need not be of the same one."""
    goods: bool = False
    """Whether it is of goods, so that what is counted in anything but money is of one of them."""
    own_share: bool = False
    """Whether its share is always of the same whole: of all people, of the output of a year."""
    flow: bool = False
    """Whether it is counted over its period, so that the growth of January to May is told against January to May."""
    real_growth: bool = False
    """Whether its growth is told in constant prices, so that it does not lead from one amount of money to the next."""
    examples: dict[Language, list[str]] = {}


class IndicatorEntry(Entry):
    """What an indicator of an official source measures."""

    code: Word
    metric: Id
    measure: Measure
    unit: UnitName

    @property
    def id(self) -> str:
        return self.code


class UnitCodeEntry(Entry):
    """What a unit of ours is called in a code list."""

    code: Word
    unit: UnitName

    @property
    def id(self) -> str:
        return self.code


class UnitEntry(Entry):
    """A way to write a unit: `unit` is the id that figures carry, `factor` what one of this is in it (1000000 for MW in W)."""

    unit: UnitName
    kind: UnitKind
    factor: Decimal = Decimal(1)
    unece: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,3}$")] | None = None
    """The unit's code in UN/CEFACT Recommendation 20, of an entry whose factor is 1."""
    symbols: list[Word] = []
    words: dict[Language, list[Word]] = {}
    adjectives: dict[Language, list[Word]] = {}
    """What stands behind a number in an adjective: 'процентный' of 'пятипроцентный', 'hectare' of '64-hectare'."""


class Edition(Entry):
    """One meeting of a series."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    number: Annotated[int, Field(ge=1)] | None = None
    place: dict[Language, Word] = {}
    country: Country | None = None
    start: date = Field(alias="from")
    end: date = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Edition:
        if self.start > self.end:
            raise ValueError("`to` lies before `from`")
        return self


class SeriesEntry(Labelled):
    id: Id
    words: dict[Language, WordList] = {}
    bloc: Id | None = None
    numbered_names: bool = False
    """Whether a number in the series' words is an edition's: 'COP30' is the thirtieth, 'G20' is the twentieth of nothing."""
    editions: list[Edition] = []


class SiteEntry(Entry):
    """A site that publishes documents: who it is, what its terms allow, and where on its pages the article stands.

    An entry for `example.org` is one for `en.example.org`, too, unless that has its own.
    """

    host: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
    publisher: Word
    names: Listed = []
    """What else the site is called behind the headlines of its pages."""
    licence: Word | None = None
    """As its own terms say, by the short name of SPDX where it has one; none where nothing is known."""
    terms: Annotated[str, Field(pattern=r"^https?://")] | None = None
    """Where the terms stand."""
    excerpt: Annotated[int, Field(ge=0)] | None = None
    """The most characters of a text that may be shown in one piece (`domain/rights.py`); no limit where it is not given."""
    languages: dict[Word, Language] = {}
    """A part of an address -> the language of the pages under it: `/en/`, `//en.`."""
    month_first: bool = False
    """Whether 11/12/2025 is the twelfth of November."""
    title: Listed = []
    """Selectors, CSS or XPath, the first that finds something; so also below."""
    date: Listed = []
    body: Listed = []
    drop: Listed = []
    """What stands inside the body and is no part of it: all of these."""

    @property
    def id(self) -> str:
        return self.host


class PageWordsEntry(Entry):
    """The words of one language that pages have around their articles, in small letters. `beside`, `published` and `changed` begin a line."""

    language: Language
    beside: Listed = []
    """Lines that are none of the article's: 'read also', 'photo:'."""
    published: Listed = []
    changed: Listed = []
    """Before a day on which the page was changed, not published."""
    walls: Listed = []
    """What stands in place of a text, or of its rest: 'continue reading'."""
    consent: Listed = []
    """What a line says that asks for leave to keep cookies; such lines are left out."""
    failures: Listed = []
    """What a page says that is sent in place of another: 'page not found'."""
    joined: Listed = []
    """First parts of words that are written with a hyphen, which stays where it stands at the end of a line."""
    months: Annotated[list[Listed], Field(min_length=12, max_length=12)] | None = None
    """Beginnings of the words for the twelve months, of three letters and more."""

    @property
    def id(self) -> str:
        return self.language
