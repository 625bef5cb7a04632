"""Text -> lines, tokens and sentences, with exact offsets; the same for every language but for its abbreviations."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from sys import intern
from typing import cast

from app.domain.span import Span
from app.language.base import (
    REMEMBERED,
    Analysis,
    Reading,
    Sentence,
    Token,
    Tokens,
    Word,
    fold,
    lower,
    word_of,
)
from app.language.visible import SOFT_HYPHEN, edges, is_plain, seen

# A word may hold hyphens and apostrophes; digits are cut from letters ('15процентов' is two tokens).
# Every repetition is over a class that the next one cannot enter, so that no text backtracks.
# Together they match every character: a piece begins where the one before ends.
_PIECE = re.compile(
    r"[^\W\d_]+(?:[-'\u2019\u02bb\u02bc\u2018\u2010\u2011][^\W\d_]+)*|\s+|\d+(?:[.,]\d+)*|[^\w\s]|_"
)
_LONGEST_REMEMBERED = 60
_LEAST_GLUED = 3  # letters of the word before 'дороги.Глава'
_LONGEST_SENTENCE = 400  # tokens; the longest in press texts have about two hundred
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_WRAPPED_LINES, _WRAPPED_SHARE, _WRAPPED_LENGTH = 3, 0.4, 100
_ENDERS = ".!?…"
_CLOSERS = "»”\"'’)]“"
_ENDING_MARKS = frozenset(_ENDERS)
_CLOSING_MARKS = frozenset(_CLOSERS + _ENDERS)
_OPENERS = "«„“\"'‘(["
_DASHES = "—–-"


def tokenise(
    text: str, readings: Callable[[str], tuple[Reading, ...]], known: dict[str, Word] | None = None
) -> Tokens:
    """Words, numbers and marks of a text. `known` remembers words between texts, whose readings must be the same each time."""
    words = {} if known is None else known
    if len(words) >= REMEMBERED:
        words.clear()
    found = Tokens()
    add, make, known_word = found.append, partial(tuple.__new__, Token), words.get
    plain = is_plain(text)
    text, starts, ends = (text, (), ()) if plain else seen(text)
    end = -1
    for chunk in fold(text).split(" "):  # most of what stands between spaces is a word met before
        start = end + 1
        end = start + len(chunk)
        if (word := known_word(chunk)) is not None:
            add(make(((start, end) if plain else (starts[start], ends[end - 1])) + word))
            continue
        stop = start
        for written in _PIECE.findall(chunk):
            start, stop = stop, stop + len(written)
            word = known_word(written)
            if word is None:
                if written.isspace():
                    continue
                # one string for a word, its small letters and its dictionary form, where they are the same
                kind, written, low = _kind(written[0]), intern(written), intern(lower(written))
                word = word_of(written, low, kind, readings(low) if kind == "word" else ())
                if len(written) <= _LONGEST_REMEMBERED:
                    words[written] = word
            add(make(((start, stop) if plain else (starts[start], ends[stop - 1])) + word))
    return found


def _kind(char: str) -> str:
    """What a token is, by its first character."""
    return "number" if char.isdecimal() else "word" if char.isalnum() else "mark"


def lines(text: str) -> list[Span]:
    """The paragraphs of a text, trimmed: its lines that are not blank; where lines are wrapped by hand, the blocks between blank lines."""
    if is_plain(text):
        spans = [
            span for match in _LINE.finditer(text) if (span := Span(*match.span()).trimmed(text)) is not None
        ]
    else:
        spans = _lines_as_seen(text)
    return _unwrapped(text, spans) if _is_wrapped(text, spans) else spans


def _lines_as_seen(text: str) -> list[Span]:
    found: list[Span] = []
    broken = False  # the line before ended in a soft hyphen
    for match in _LINE.finditer(text):
        start, end = edges(text, *match.span())
        if start == end:
            continue
        if broken and _adjacent(text, found[-1], Span(start, end)):
            start = found.pop().start
        found.append(Span(start, end))
        broken = match[0].rstrip().endswith(SOFT_HYPHEN)
    return found


def _is_wrapped(text: str, spans: Sequence[Span]) -> bool:
    """Mail and old text files end each line after some 70 characters, in the middle of sentences."""
    pairs = [pair for pair in itertools.pairwise(spans) if _adjacent(text, *pair)]
    broken = sum(
        text[first.end - 1].isalnum() or text[first.end - 1] == ","
        for first, second in pairs
        if text[second.start].islower()
    )
    return (
        len(pairs) >= _WRAPPED_LINES
        and broken >= len(pairs) * _WRAPPED_SHARE
        and max(map(len, spans)) <= _WRAPPED_LENGTH
    )


def _adjacent(text: str, first: Span, second: Span) -> bool:
    """No blank line between."""
    return text.count("\n", first.end, second.start) <= 1


def _unwrapped(text: str, spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        if found and _adjacent(text, found[-1], span):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def cut_sentences(
    analysis: Analysis, whole: Sequence[Span], abbreviations: Collection[str]
) -> list[Sentence]:
    """Sentences of an analysis, in order. A span of `whole` (a quotation) is never cut, even where it crosses lines.

    A sentence ends after . ! ? … (and closing marks) where the next word may begin one, and at the end of a line.
    """
    tokens = analysis.tokens
    blocked = sorted(whole)
    starts = [span.start for span in blocked]

    def inside(position: int) -> bool:
        index = bisect_left(starts, position) - 1
        return index >= 0 and position < blocked[index].end

    cuts = [paragraph.end for paragraph in analysis.paragraphs if not inside(paragraph.end)]
    cuts += [end for stop, end in _stops(analysis, abbreviations) if not inside(stop)]
    for span in blocked:
        cuts.extend(_cut_after_quotation(analysis, span))
    return [
        part
        for sentence in _between(analysis, sorted(set(cuts)))
        for part in _parts(tokens, sentence, inside)
    ]


def _stops(analysis: Analysis, abbreviations: Collection[str]) -> list[tuple[int, int]]:
    """The characters where marks stand that end a sentence, and where the sentence ends; the same whatever is not to be cut."""
    tokens = analysis.tokens
    if _stops in tokens.memo:
        return cast("list[tuple[int, int]]", tokens.memo[_stops])
    found: list[tuple[int, int]] = []
    known, end = frozenset(abbreviations), 0
    for index in [number for number, token in enumerate(tokens) if token.text in _ENDING_MARKS]:
        token = tokens[index]
        if index >= end:  # '?!..»' ends where its last mark does, whichever of them is asked
            end = _after_marks(tokens, index)
        if _ends_sentence(tokens, index, end, analysis.text, known):
            found.append((token.start, tokens[end - 1].end))
    tokens.memo[_stops] = found
    return found


def _parts(tokens: Tokens, sentence: Sentence, inside: Callable[[int], bool]) -> Iterator[Sentence]:
    """A sentence, or parts of one that is too long for any prose (a table, a list without stops), so that work on sentences is bounded."""
    first, last = sentence.first, sentence.last
    while last - first > _LONGEST_SENTENCE:
        cut = first + _LONGEST_SENTENCE
        while cut < last and inside(tokens[cut].start):
            cut += 1
        if cut == last:
            break
        yield replace(sentence, end=tokens[cut - 1].end, first=first, last=cut, start=tokens[first].start)
        first = cut
    yield sentence if first == sentence.first else replace(sentence, start=tokens[first].start, first=first)


def _cut_after_quotation(analysis: Analysis, span: Span) -> list[int]:
    """A quotation that ends in . ! ? inside its mark ends its sentence where a new one begins after it."""
    text, tokens = analysis.text, analysis.tokens
    body = text[span.start : span.end].rstrip(_CLOSERS + " ")
    if not body or body[-1] not in _ENDERS:
        return []
    after = bisect_left(analysis.starts, span.end)
    if after < len(tokens) and (tokens[after].capital or tokens[after].text in _OPENERS):
        return [span.end]
    return []


def _after_marks(tokens: Sequence[Token], index: int) -> int:
    """Where the marks end that are glued to the one at a token."""
    after = index + 1
    while (
        after < len(tokens)
        and tokens[after].start == tokens[after - 1].end
        and tokens[after].text in _CLOSING_MARKS
    ):
        after += 1
    return after


def _ends_sentence(
    tokens: Sequence[Token], index: int, after: int, text: str, abbreviations: Collection[str]
) -> bool:
    """Whether the mark at a token ends its sentence; `after` is the token after it and the marks glued to it."""
    token = tokens[index]
    if after >= len(tokens):
        return True
    follower = tokens[after]
    if follower.start == tokens[after - 1].end and follower.kind != "mark":
        return _is_glued(tokens, index, follower, abbreviations)
    starts_new = follower.capital or follower.kind == "number" or follower.text in _OPENERS + _DASHES
    if not starts_new:
        return False
    if token.text != "." or index == 0:
        return True
    before = tokens[index - 1]
    if before.end != token.start:
        return True
    if before.kind == "word" and len(before.text) == 1 and before.capital:
        return False  # an initial
    if (
        before.kind == "word"
        and before.capital
        and "-" in before.text
        and all(len(part) == 1 for part in before.text.split("-"))
    ):
        return False  # К.-Ж.
    if before.low in abbreviations:
        # 'в 2025 г. Он' may end a sentence; 'т.е. Он' hardly. Years and units end it before a capital word.
        return (
            before.low in ENDING_ABBREVIATIONS
            and follower.kind == "word"
            and follower.capital
            and "\n" not in text[token.end : follower.start]
            and (len(follower.text) > 1 or not _is_initial(tokens, after))
            and not (
                len(follower.text) > 1 and follower.text.isupper() and before.low not in YEAR_ABBREVIATIONS
            )  # 'млрд долл. США'
        )
    return True


def _is_glued(tokens: Sequence[Token], index: int, follower: Token, abbreviations: Collection[str]) -> bool:
    """'… дороги.Глава страны': Russian sentences that lost the space between them, as pages without their markup do; 'gov.kz',
    '3.Он', 'им.Абая', 'Полоса.Ру' go on."""
    before, begins = tokens[index - 1] if index else None, follower.text
    if before is None or before.end != tokens[index].start or not ("А" <= begins[0] <= "Я"):
        return False
    if len(begins) > 1 and not begins[1:].islower():
        return False
    if before.kind == "mark":
        return before.text in _CLOSERS
    small = before.text.islower() and "а" <= before.low[0] <= "я"
    return small and len(before.text) >= _LEAST_GLUED and before.low not in abbreviations


YEAR_ABBREVIATIONS = frozenset({"г", "гг"})

# Abbreviations that may stand at a sentence's end: units and years
ENDING_ABBREVIATIONS = frozenset(
    {*YEAR_ABBREVIATIONS, "руб", "долл", "млн", "млрд", "трлн", "тыс", "чел", "др", "пр", "inc", "etc", "jr"}
)


def _is_initial(tokens: Sequence[Token], index: int) -> bool:
    """'В.' of 'В. Темур'; the 'В' of 'В 2024 году' begins a sentence."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is not None and after.text == "." and after.start == tokens[index].end


def _between(analysis: Analysis, cuts: Sequence[int]) -> list[Sentence]:
    text, tokens, starts = analysis.text, analysis.tokens, analysis.starts
    paragraph_starts = [span.start for span in analysis.paragraphs]
    found: list[Sentence] = []
    position = analysis.paragraphs[0].start if analysis.paragraphs else 0
    plain = is_plain(text)
    last = bisect_left(starts, position)
    for cut in [*cuts, len(text)]:
        if cut <= position:
            continue
        first, last = last, bisect_left(starts, cut, last)
        if first < last:
            if plain:
                start, end = tokens[first].start, min(cut, tokens[last - 1].end)
            else:
                start, end = edges(text, position, cut)
            paragraph = max(0, bisect_left(paragraph_starts, start + 1) - 1)
            found.append(Sentence(start, end, first, last, paragraph))
        position = cut
    return found
