"""What a tag of the Russian dictionary tells of a form. There are some thousand tags, and every word of a text has several: each is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pymorphy3.tagset import OpencorporaTag

_POS = {
    "NOUN": "noun",
    "ADJF": "adjective",
    "ADJS": "short",
    "COMP": "adverb",
    "VERB": "verb",
    "INFN": "infinitive",
    "PRTF": "participle",
    "PRTS": "short",
    "GRND": "gerund",
    "NUMR": "numeral",
    "ADVB": "adverb",
    "NPRO": "pronoun",
    "PRED": "predicative",
    "PREP": "preposition",
    "CONJ": "conjunction",
    "PRCL": "particle",
}
_CASE = {
    "nomn": "nom",
    "gent": "gen",
    "datv": "dat",
    "accs": "acc",
    "ablt": "ins",
    "loct": "loc",
    "gen2": "gen",
    "loc2": "loc",
}
_NUMBER = {"sing": "sg", "plur": "pl"}
_GENDER = {"masc": "m", "femn": "f", "neut": "n"}
_TENSE = {"past": "past", "pres": "pres", "futr": "fut"}


class Grammar(NamedTuple):
    """The grammemes that matter here, in the words of `Reading`; '' where a tag tells none."""

    pos: str
    case: str
    number: str
    gender: str
    person: str
    tense: str
    animate: bool
    given: bool
    """A given name; the next two likewise: a family name, a patronymic."""
    family: bool
    patronymic: bool
    place: bool
    either: bool
    """A family name that men and women bear in the same form."""

    @property
    def name(self) -> bool:
        return self.given or self.family or self.patronymic


_met: dict[str, Grammar] = {}


def grammar_of(tag: OpencorporaTag) -> Grammar:
    """What a tag tells."""
    written = str(tag)
    found = _met.get(written)
    if found is None:
        found = _met[written] = _read(tag)
    return found


def _read(tag: OpencorporaTag) -> Grammar:
    return Grammar(
        pos=_POS.get(str(tag.POS), "other"),
        case=_CASE.get(str(tag.case), ""),
        number=_NUMBER.get(str(tag.number), ""),
        gender=_GENDER.get(str(tag.gender), ""),
        person=str(tag.person)[:1] if tag.person else "",
        tense=_TENSE.get(str(tag.tense), ""),
        animate="anim" in tag,
        given="Name" in tag,
        family="Surn" in tag,
        patronymic="Patr" in tag,
        place="Geox" in tag,
        either="ms-f" in tag,
    )
