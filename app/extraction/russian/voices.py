"""Speakers whom no list holds: 'строитель', 'эксперты', «Имярек и партнёры», a family name alone; and who was introduced with which title."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.findings import Speaker
from app.domain.kinds import Attribution
from app.extraction.draft import Draft
from app.extraction.people.transliterate import provisional_id
from app.extraction.russian.phrases import Phrase, Sort, first_phrase, name_behind, phrases
from app.extraction.russian.words import is_acronym, shape
from app.language.base import fold

_CASES = ("nom", "gen", "dat", "ins", "loc", "acc")
_LIGHT = frozenset({"еще", "также", "уже", "лишь", "только", "даже", "и", "как", "сейчас"})
_MARKED = 3  # tokens of one word between quotation marks
_PLACE = 4  # tokens of 'в Норске'
_POINTING = frozenset(
    {"этот", "тот", "данный", "наш", "свой", "его", "ее", "их", "мой", "сам", "еще", "такой"}
)


@dataclass(slots=True)
class Voices:
    """Names and genders of the speakers met in one document, and the titles that people were introduced with."""

    draft: Draft
    names: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    several: set[str] = field(default_factory=set)
    """Speakers in the plural: 'эксперты', whom 'они' can mean."""
    _titles: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    """Dictionary forms of a title ('министр оборона'), and its head alone -> whose it is; None: several people's."""
    _nearest: dict[str, str] = field(default_factory=dict)
    """Head of a title -> who was last introduced with it."""
    _bearers: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Family name in any case -> id and name of everybody in the text who bears it; read when it is first asked for."""
    _unread: list[tuple[int, int]] = field(default_factory=list)
    """Sentences with people; they are read for the titles that are asked for only."""
    _standing: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Dictionary form -> those of them where it stands, and that were not read for it yet."""

    def introduce(self, first: int, last: int) -> None:
        """Remember a sentence whose people may be introduced with their titles."""
        self._unread.append((first, last))

    def _recall(self, lemma: str) -> None:
        """Read who was introduced so far with titles that have a head."""
        for first, last in self._unread:
            for word in {token.lemma for token in self.draft.tokens[first:last] if token.kind == "word"}:
                self._standing.setdefault(word, []).append((first, last))
        self._unread.clear()
        for first, last in self._standing.pop(lemma, ()):
            self._read(first, last, lemma)

    def _read(self, first: int, last: int, lemma: str) -> None:
        """Whom a sentence introduces with titles that have a head."""
        tokens = self.draft.tokens
        found = list(phrases(self.draft, first, last))
        for number, phrase in enumerate(found):
            if tokens[phrase.head].lemma != lemma:
                continue
            named = phrase if phrase.person or phrase.family else name_behind(self.draft, found, phrase)
            if named is None and number + 1 < len(found) and self._stands_beside(found[number + 1], phrase):
                self._entitle(found[number + 1], phrase.head, phrase.last)
            elif named is None and number and self._stands_beside(found[number - 1], phrase):
                self._entitle(found[number - 1], phrase.head, phrase.last)
            elif named is not None:
                begin = (
                    named.person.first if named.person else named.family[0] if named.family else named.first
                )
                if phrase.head < begin:
                    self._entitle(named, phrase.head, min(begin, phrase.last))

    def _stands_beside(self, named: Phrase, phrase: Phrase) -> bool:
        """'X, депутат парламента,', 'депутат парламента, X,': a title and a name with nothing but a comma between."""
        tokens = self.draft.tokens
        first, second = (named, phrase) if named.first < phrase.first else (phrase, named)
        beside = second.first - first.last == 1 and tokens[first.last].text == ","
        if first is phrase and not (second.last < len(tokens) and tokens[second.last].text == ","):
            return False
        return (
            beside
            and (named.person is not None or named.family is not None)
            and phrase.sort is Sort.ANIMATE
            and phrase.nominative
            and phrase.number != "pl"
        )

    def _entitle(self, named: Phrase, first: int, last: int) -> None:
        """Remember whose a title is: of its dictionary forms, and of its head alone."""
        leader = named.person.mention.leader if named.person is not None else self._family(named)[0]
        if named.person is not None:
            self.names.setdefault(leader, named.person.mention.name)
        words = self._lemmas(first, last)
        for key in {words, words[:1]}:
            self._titles[key] = leader if self._titles.get(key, leader) == leader else None
        self._nearest[words[0]] = leader

    def entitled(self, phrase: Phrase) -> str | None:
        """The person whom a title without a name means, by how he was introduced: the very same title, or its head alone."""
        if phrase.number == "pl":
            return None
        words = self._lemmas(phrase.head, phrase.last)
        leader = self.bearer(words)
        return leader or self._nearest.get(words[0]) if len(words) == 1 else leader

    def bearer(self, title: tuple[str, ...]) -> str | None:
        """The one person who was introduced with a title, told by its dictionary forms."""
        self._recall(title[0])
        return self._titles.get(title)

    def is_title(self, lemma: str) -> bool:
        """Whether anybody was introduced with a title of that head."""
        self._recall(lemma)
        return lemma in self._nearest

    def has_title(self, leader: str, lemma: str) -> bool:
        """Whether a person was introduced with a title of that head."""
        self._recall(lemma)
        return self._nearest.get(lemma) == leader or self._titles.get((lemma,)) == leader

    def of(self, phrase: Phrase) -> Speaker:
        """The speaker that a phrase stands for: somebody by his family name, or what the text calls him."""
        words = self.draft.span_of(phrase.first, phrase.last).of(self.draft.text)
        if phrase.family is not None:
            leader, name = self._bearer_of_family(phrase) or self._family(phrase)
            self._remember(leader, name, phrase.gender)
            if phrase.head < phrase.family[0]:
                self._entitle(phrase, phrase.head, phrase.family[0])
            return Speaker(
                id=leader, name=name, attribution=Attribution.EXPLICIT, rule="family-name", chain=(words,)
            )
        if phrase.sort is Sort.ANIMATE and (leader := self.entitled(phrase) or "") and leader in self.names:
            return Speaker(
                id=leader,
                name=self.names[leader],
                attribution=Attribution.ROLE,
                rule="introduced",
                chain=(words, self.names[leader]),
            )
        key, name = self._base(phrase)
        name += self._where(phrase)
        self._remember(key, name, phrase.gender if phrase.alive and phrase.number != "pl" else "")
        if phrase.number == "pl":
            self.several.add(key)
        return Speaker(id=key, name=name, attribution=Attribution.EXPLICIT, rule="phrase", chain=(words,))

    def _where(self, phrase: Phrase) -> str:
        """' в Норске' of 'эксперты в Норске': shown with the name, no part of the id."""
        if not phrase.alive or phrase.last >= len(self.draft.tokens):
            return ""
        behind = first_phrase(self.draft, phrase.last, min(len(self.draft.tokens), phrase.last + _PLACE))
        if behind is None or behind.first != phrase.last or behind.preposition not in ("в", "во", "из", "на"):
            return ""
        words = self.draft.tokens[behind.first : behind.last]
        if not words[-1].capital or len(words) > _PLACE:
            return ""
        return " " + self._after(behind.first, behind.last)

    def _remember(self, key: str, name: str, gender: str) -> None:
        self.names.setdefault(key, name)
        if gender:
            self.genders[key] = gender

    def _bearer_of_family(self, phrase: Phrase) -> tuple[str, str] | None:
        """The one person whom the text names in full elsewhere with a family name that stands alone here: in a headline, say."""
        assert phrase.family is not None
        if phrase.family[1] - phrase.family[0] > 1:
            return None
        if not self._bearers:
            for person in dict.fromkeys(
                (person.mention.leader, person.mention.name, person.gender) for person in self.draft.people
            ):
                for form in self.draft.kit.parts_in_all_cases(person[1], person[2])[0]:
                    self._bearers.setdefault(form, set()).add(person[:2])
        found = self._bearers.get(self.draft.tokens[phrase.family[0]].low, ())
        return next(iter(found)) if len(found) == 1 else None

    def _family(self, phrase: Phrase) -> tuple[str, str]:
        """Id and name of a person whose family name alone stands in the text."""
        assert phrase.family is not None
        tokens = self.draft.tokens[phrase.family[0] : phrase.family[1]]
        words = tuple(self._family_base(token.text, phrase) for token in tokens)
        return provisional_id(words), " ".join(words)

    def _family_base(self, word: str, phrase: Phrase) -> str:
        """The nominative of a family name that stands in one of the phrase's cases."""
        if phrase.nominative:
            return word
        hers = phrase.gender == "f" or self._is_woman(phrase)
        bases = self.draft.kit.language.name_bases(word, "family")
        fitting = [
            base for base in bases if base.case in phrase.cases and (not hers or base.gender in ("f", ""))
        ]
        return (fitting or list(bases))[0].base

    def _is_woman(self, phrase: Phrase) -> bool:
        """Whether the title before a family name is a woman's: 'госпожи'."""
        titles = shape(self.draft.tokens[phrase.head]).nouns
        return (
            phrase.family is not None
            and phrase.head < phrase.family[0]
            and all(item.gender == "f" for item in titles)
        )

    def _lemmas(self, first: int, last: int) -> tuple[str, ...]:
        return tuple(token.lemma for token in self.draft.tokens[first:last] if token.kind == "word")

    def _base(self, phrase: Phrase) -> tuple[str, str]:
        """Id and name of a phrase: head and modifiers in the nominative, what follows the head as it is."""
        tokens = self.draft.tokens
        case = next((item for item in _CASES if item in phrase.cases), "nom")
        if phrase.preposition:
            case = "loc" if "loc" in phrase.cases else next(iter(sorted(phrase.cases - {"nom"})), "nom")
        first = phrase.first + (1 if phrase.preposition else 0)
        words: list[tuple[str, str]] = []
        for number in range(first, min(phrase.head + 1, phrase.last)):
            token = tokens[number]
            if token.kind == "mark" or (
                token.lemma in _POINTING or token.low in _POINTING or token.low in _LIGHT
            ):
                continue
            text = self.draft.text[token.start : token.end]  # with its ё, which tokens have not
            word = text.lower()
            if token.low == "двух" and phrase.gender == "f":
                word = "две"
            elif token.kind == "word" and not is_acronym(token):
                base = self.draft.kit.language.nominative(token.low, case, phrase.number, phrase.gender)
                if base != token.low:
                    word = base if self._writes_yo else fold(base)
            words.append((word, _shown(text, word)))
        if tokens[phrase.head].kind == "mark":
            phrase = phrase._replace(head=first - 1)  # a name between quotation marks alone
            if case != "nom" and phrase.last - first == _MARKED:
                return self._marked(first, case)
        tail = self._after(phrase.head + 1, phrase.last)
        plain = self._after(
            phrase.head + 1,
            next((at for at in range(phrase.head + 1, phrase.last) if tokens[at].text == "("), phrase.last),
        )
        glue = "" if tail[:1] == "." else " "  # «Полоса.ру»
        key = glue.join(filter(None, [" ".join(low for low, _ in words), " ".join(plain.lower().split())]))
        return f"org:{key}", glue.join(
            filter(None, [" ".join(shown for _, shown in words), " ".join(tail.split())])
        )

    def _marked(self, first: int, case: str) -> tuple[str, str]:
        """The nominative of one word between quotation marks: «Ромашке» -> «Ромашка»."""
        opening, token, closing = self.draft.tokens[first : first + _MARKED]
        word = self.draft.kit.language.nominative(token.low, case, "sg")
        name = f"{opening.text}{_shown(token.text, word)}{closing.text}"
        return f"org:{name.lower()}", name

    def _after(self, first: int, last: int) -> str:
        """The text of some tokens."""
        return self.draft.span_of(first, last).of(self.draft.text) if first < last else ""

    @property
    def _writes_yo(self) -> bool:
        return "ё" in self.draft.text


def _shown(text: str, word: str) -> str:
    """A word as the text writes it, or its nominative with the text's capital."""
    if text.lower() == word:
        return text
    return word[:1].upper() + word[1:] if text[:1].isupper() else word
