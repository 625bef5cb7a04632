"""Phrases of the vocabulary found in tokens: a trie whose edges are dictionary forms, so one pattern finds every case form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Generic, NamedTuple, TypeVar, cast

from app.extraction.triggers import Beginnings, Trigger, Triggers
from app.language import Language, Token, Tokens
from app.language.base import REMEMBERED, fold
from app.language.tokens import tokenise

Payload = TypeVar("Payload")
_DASHES = frozenset("-—–")
_QUOTES = frozenset("«»\"“”„'")


_Table = dict[str, "_Node[Payload]"]
_TABLES = {"edge": "edges", "prefix": "prefixes"}
_EMPTY: _Table[object] = {}
"""The table of every node that has none of its own: most phrases end in one, and there are tens of thousands."""


class _Node(Generic[Payload]):
    __slots__ = ("edges", "exact", "payloads", "prefixes")

    def __init__(self) -> None:
        self.edges = self.exact = self.prefixes = cast("_Table[Payload]", _EMPTY)
        self.payloads: tuple[Payload, ...] = ()

    @property
    def goes_on(self) -> bool:
        return bool(self.edges or self.exact or self.prefixes)

    def child(self, kind: str, key: str, new: _Node[Payload]) -> _Node[Payload]:
        """Where a key of some kind leads to: to `new` where it led nowhere."""
        name = _TABLES.get(kind, "exact")
        if (table := getattr(self, name)) is _EMPTY:
            setattr(self, name, table := {})
        found: _Node[Payload] = table.setdefault(key, new)
        return found


class _Start(NamedTuple, Generic[Payload]):
    """What begins with a word: where phrases go on, and what the word alone stands for."""

    going: list[_Node[Payload]]
    payloads: Sequence[Payload]
    followers: frozenset[str] | None
    """What must come after a word that is no phrase alone: keys of the next word, or a mark that may stand between."""


_NOTHING: _Start[object] = _Start([], (), None)


class Match(NamedTuple, Generic[Payload]):
    """Tokens `first` to `last` (exclusive) and what the phrase stands for."""

    first: int
    last: int
    payload: Payload


_make = partial(tuple.__new__, Match)  # what the class itself does, a call shorter


class Matcher(Generic[Payload]):
    """Finds the longest phrase at each place. How a word of a pattern matches:

    an all-capital word as it is written («ШОС»); `=word` that form only; a word with `*` any word that begins so; a word with a capital letter only capitalised
    words of the same dictionary form; any other word every form of it. Marks inside a phrase (quotation marks, dashes) are one.
    """

    def __init__(
        self, language: Language, *, literal: bool = False, triggers: Triggers | None = None
    ) -> None:
        """`literal`: words match as written only, never by their dictionary form (names, whose forms are all listed). `triggers`: with
        which others the words of a text are looked up."""
        self._language = language
        self._literal = literal
        self._root: _Node[Payload] = _Node()
        self._starts: dict[str, _Start[Payload]] = {}
        self._by_nodes: dict[tuple[int, ...], _Start[Payload]] = {}
        """One start for all forms of a word."""
        self._trigger = Trigger(
            self.begins,
            triggers,
            followers=lambda token: self._start(token).followers,
            beginnings=self._beginnings,
        )
        self._shortest_prefix, self._longest_prefix = 2, 0

    def add(self, phrase: str, payload: Payload, *, forms: Iterable[str] = ()) -> None:
        """Add a phrase in dictionary forms, and further forms of it as they are written."""
        words: list[list[tuple[str, str]]] = []
        for word in phrase.split():
            tokens = (
                [] if word.endswith("*") or word.startswith("=") else tokenise(word, self._language.readings)
            )
            if (
                len(tokens) > 1
            ):  # 'G20', 'C5+1', '«Центральная': as texts are cut, but quotation marks, which the search passes over
                words.extend(self._keys(token.text, [token]) for token in tokens if token.text not in _QUOTES)
            else:
                words.append(self._keys(word, tokens))
        self._insert(words, payload)
        for form in forms:
            self.add_form(form, payload)

    def add_form(self, form: str, payload: Payload) -> None:
        """Add a name as it is written; words with a capital letter must have it in the text too."""
        self._insert([[key] for word in form.split() for key in _as_written(word)], payload)

    def add_tokens(self, phrase: str, payload: Payload) -> None:
        """Add a phrase whose words may hold marks («кв. км», «кВт·ч», «$»): dictionary forms, cut as texts are cut."""
        tokens = tokenise(phrase, self._language.readings)
        self._insert(
            [
                self._keys(token.text, [token]) if token.kind == "word" else [("edge", token.low)]
                for token in tokens
            ],
            payload,
        )

    def _clean(self, word: str) -> str:
        return fold(word).lower()

    def _is_capital(self, word: str) -> bool:
        return word[:1].isupper()

    def _keys(self, word: str, tokens: Sequence[Token]) -> list[tuple[str, str]]:
        """What a word of a pattern is found by; `tokens`: the same as texts are cut, needed where it stands for other forms too."""
        if word in _DASHES:
            return [("edge", "-")]
        if word.startswith("=") and len(word) > 1:
            return [("edge", self._clean(word[1:]))]
        if word.endswith("*"):
            self._longest_prefix = max(self._longest_prefix, len(word) - 1)
            return [("prefix", self._clean(word[:-1]))]
        if word.isupper() and (len(word) > 1 or not word.isalpha()):
            return [("exact", fold(word))]
        keys = {self._clean(word)}
        if len(tokens) == 1 and tokens[0].kind == "word":
            # patterns are in dictionary form; only one that is not (a form in a phrase) is led back to its own
            readings = tokens[0].readings
            if all(reading.lemma != self._clean(word) for reading in readings):
                keys.add(readings[0].lemma)
            keys |= self._language.inflections(self._clean(word))
        mark = "capital" if self._is_capital(word) else "edge"
        return [(mark, key) for key in sorted(keys)]

    def _insert(self, words: list[list[tuple[str, str]]], payload: Payload) -> None:
        self._starts, self._by_nodes = {}, {}
        self._trigger.forget()
        nodes = [self._root]
        for keys in words:
            child: _Node[Payload] = _Node()
            following: list[_Node[Payload]] = []
            for node in nodes:
                for kind, key in keys:
                    existing = node.child(kind, key, child)
                    if existing not in following:
                        following.append(existing)
            nodes = following
        for node in nodes:
            if payload not in node.payloads:
                node.payloads = (*node.payloads, payload)

    def find(
        self, tokens: Sequence[Token], first: int = 0, last: int | None = None
    ) -> Iterator[Match[Payload]]:
        """Longest phrases from left to right, none overlapping another; all payloads of a phrase."""
        if not isinstance(tokens, Tokens):
            tokens = Tokens(tokens)
        places = self._trigger.places(tokens, first, last)
        return iter(self._apart(tokens, places, last) if places else ())

    def _apart(self, tokens: Tokens, places: Sequence[int], last: int | None) -> list[Match[Payload]]:
        """Phrases of which none begins inside the one before. The longest at a place is looked for once a text; one that reaches
        over the end is read again up to there."""
        end = len(tokens) if last is None else last
        known: dict[int, list[Match[Payload]]] = tokens.memo.setdefault(self, {})  # type: ignore[assignment]
        matches: list[Match[Payload]] = []
        stop = 0
        for index in places:
            if index < stop:
                continue  # inside the phrase before
            found = known.get(index)
            if found is None:
                found = known[index] = self._longest(tokens, index, len(tokens))
            if found and found[0].last > end:
                found = self._longest(tokens, index, end)
            if found:
                stop = found[0].last
                matches += found
        return matches

    def at(self, tokens: Sequence[Token], index: int, last: int | None = None) -> Match[Payload] | None:
        """The longest phrase that begins at a token."""
        if self._start(tokens[index]) is _NOTHING:
            return None
        found = self._longest(tokens, index, len(tokens) if last is None else min(last, len(tokens)))
        return found[0] if found else None

    def begins(self, token: Token) -> bool:
        """Whether any phrase begins with this word."""
        # most words begin nothing, which is not worth remembering
        root, low = self._root, token.low
        if token.kind != "word":
            key = "-" if token.text in _DASHES else low
            return key in root.edges or key in root.exact
        keys = (low, low.removesuffix("'s")) if self._literal else token.keys
        if not root.edges.keys().isdisjoint(keys):
            return True
        if token.capital and root.exact and not root.exact.keys().isdisjoint((token.text, *keys)):
            return True
        return bool(root.prefixes) and bool(self._children([root], token))

    def _beginnings(self) -> Beginnings:
        root = self._root
        keys = {*root.edges, *root.exact}
        return Beginnings(keys | _DASHES if "-" in keys else keys, root.prefixes)

    def _followers(self, going: Sequence[_Node[Payload]]) -> frozenset[str] | None:
        if any(node.prefixes for node in going):
            return None
        keys = {key for node in going for key in (*node.edges, *map(str.lower, node.exact))}
        if "-" in keys:
            keys |= _DASHES
        if self._literal:
            keys |= {key + "'s" for key in keys}
        return frozenset(keys | _QUOTES)

    def _start(self, token: Token) -> _Start[Payload]:
        start = self._starts.get(token.text)
        if start is None:
            if len(self._starts) >= REMEMBERED:
                self._starts = {}
            start = self._starts[token.text] = self._begun(self._children([self._root], token))
        return start

    def _begun(self, nodes: Sequence[_Node[Payload]]) -> _Start[Payload]:
        if not nodes:
            return cast("_Start[Payload]", _NOTHING)
        key = tuple(map(id, nodes))
        start = self._by_nodes.get(key)
        if start is None:
            going, payloads = [node for node in nodes if node.goes_on], _payloads(nodes)
            followers = None if payloads else self._followers(going)
            start = self._by_nodes[key] = _Start(going, payloads, followers)
        return start

    def _longest(self, tokens: Sequence[Token], index: int, end: int) -> list[Match[Payload]]:
        """The longest phrase that begins at a token and ends before another, once for each of its payloads."""
        nodes, payloads, _ = self._start(tokens[index])
        if not nodes:
            return [_make((index, index + 1, payload)) for payload in payloads]
        after = position = index + 1
        while nodes and position < end:
            token = tokens[position]
            position += 1
            if not (following := self._children(nodes, token)) and token.text in _QUOTES:
                continue  # «…» inside a name
            nodes = following
            if found := _payloads(nodes):
                after, payloads = position, found
        return [_make((index, after, payload)) for payload in payloads]

    def _children(self, nodes: Sequence[_Node[Payload]], token: Token) -> list[_Node[Payload]]:
        """Where a word leads to."""
        low = token.low
        if token.kind != "word":
            key = "-" if token.text in _DASHES else low
            return [
                child for node in nodes if (child := node.edges.get(key) or node.exact.get(key)) is not None
            ]
        found: list[_Node[Payload]] = []
        keys = (low, low.removesuffix("'s")) if self._literal else token.keys
        for node in nodes:
            if node.edges:
                for key in keys:
                    child = node.edges.get(key)
                    if child is not None and child not in found:
                        found.append(child)
            if node.exact and token.capital:
                for key in (token.text, *keys):
                    child = node.exact.get(key)
                    if child is not None and child not in found:
                        found.append(child)
            if node.prefixes:
                for size in range(self._shortest_prefix, min(len(low), self._longest_prefix) + 1):
                    child = node.prefixes.get(low[:size])
                    if child is not None and child not in found:
                        found.append(child)
        return found


@lru_cache(maxsize=1_024)
def _as_written(word: str) -> tuple[tuple[str, str], ...]:
    """What a word of a listed name is found by; the same words stand in many of its forms."""
    return tuple(
        ("exact" if token.capital else "edge", token.low) for token in tokenise(word, lambda word: ())
    )


def _payloads(nodes: Sequence[_Node[Payload]]) -> Sequence[Payload]:
    """Each payload once, in order; entries of the vocabulary have no hash."""
    if len(nodes) == 1:
        return nodes[0].payloads
    return list({id(payload): payload for node in nodes for payload in node.payloads}.values())
