"""What is proposed: the action and its object, without the attribution; each of several apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.kinds import Act
from app.domain.span import Span
from app.extraction.acts.actions import actions_of
from app.extraction.acts.acts import sentences_between
from app.extraction.acts.ask import Ask, Shape
from app.extraction.acts.asks import asks_of_words
from app.extraction.acts.beginnings import from_adverbs
from app.extraction.acts.coordination import coordinated, joins_of, listed, nouns, one, trim
from app.extraction.acts.ends import asked_end, belongs
from app.extraction.acts.marks import Marks
from app.extraction.acts.proposing import asks_of_cues
from app.extraction.draft import Draft
from app.extraction.speech.cues import Cue, CueForm

_REACH = 12  # words between 'предложил' and the action: addressees and circumstances
_LEAST = 2  # words of a proposal
_SUBJECT = 8  # tokens of a subject between that comma and its verb
_COLON = 7  # words between an announcement and its colon: 'предложил коллегам три простые меры:'


def from_list(draft: Draft, items: Sequence[int]) -> list[tuple[Span, str]]:
    """Each item of a list under 'предложил:' is one proposal, without its bullet and closing mark."""
    found = []
    for index in items:
        span = draft.analysis.paragraphs[index]
        first, last = draft.token_range(span)
        while first < last and (draft.tokens[first].kind != "word"):
            first += 1
        if first < last and (trimmed := trim(draft, first, last)) is not None:
            found.append((trimmed, "list-item"))
    return found


def from_reported(draft: Draft, cues: Sequence[Cue], first: int, last: int) -> list[tuple[Span, str]]:
    """Proposals of a reported sentence: after each verb of proposing, or after a need in the words said."""
    last = _before_attribution(draft, cues, first, last)
    found: list[tuple[Span, str]] = []
    asking = asks_of_cues(draft, cues, last)
    marks = Marks(draft, first, last)
    asks = asks_of_words(draft, marks, first, last, speech=False)
    for number, ask in enumerate(asking):
        end = min([other.first for other in asking[number + 1 :]] + [_next_speech(draft, cues, ask, last)])
        end = min([end, *_further_needs(draft, ask, asks)])
        if ask.first <= first + 1 and draft.tokens[ask.first].low.endswith("ing"):
            end = _opening_end(draft, ask, end)
        found.extend(_asked(draft, ask, end))
    found.extend(_all_asked(draft, asks, last, cues))
    return _apart(found)


def _further_needs(draft: Draft, ask: Ask, asks: Sequence[Ask]) -> list[int]:
    """Where 'as well as the need to' begins in 'underlined the need to open A as well as the need to close B'."""
    joins = joins_of(draft)
    ends = []
    for other in asks:
        at = other.first - 1
        if other.rule in ("necessity", "importance") and at > ask.start and draft.tokens[at].low == "the":
            while at > ask.start and draft.tokens[at - 1].low in joins:
                at -= 1
            if at < other.first - 1:
                ends.append(at)
    return ends


def _opening_end(draft: Draft, ask: Ask, end: int) -> int:
    """'Urging patience, Temur called for …': what opens the sentence ends at the comma before the subject."""
    reach = range(end - 1, max(ask.start, end - _SUBJECT), -1)
    return next((at for at in reach if draft.tokens[at].text == ","), end)


def from_direct(draft: Draft, segments: Sequence[Span]) -> list[tuple[Span, str]]:
    """Proposals in words said verbatim: after 'предлагаю', 'необходимо', 'давайте', imperatives of each sentence."""
    found: list[tuple[Span, str]] = []
    for span in segments:
        for low, high in sentences_between(draft, *draft.token_range(span)):
            found.extend(
                _all_asked(draft, asks_of_words(draft, Marks(draft, low, high), low, high, speech=True), high)
            )
    return _apart(found)


def _all_asked(
    draft: Draft, asks: Sequence[Ask], last: int, cues: Sequence[Cue] = ()
) -> list[tuple[Span, str]]:
    """What several asks of a sentence ask for; each ends where the clause of the next or a further verb of speech begins."""
    found: list[tuple[Span, str]] = []
    for number, ask in enumerate(asks):
        following = next((other for other in asks[number + 1 :] if other.start > ask.start), None)
        stop = _next_speech(draft, cues, ask, last)
        end = (
            stop
            if following is None
            else _boundary(draft, ask.start, min(following.first, following.start), last)
        )
        found.extend(_asked(draft, ask, end))
    return found


def _boundary(draft: Draft, start: int, following: int, last: int) -> int:
    """The mark or 'and' before the next ask; the end where there is none (one ask inside another)."""
    joins = joins_of(draft)
    return next(
        (
            at
            for at in range(following, start + 1, -1)
            if at < last and (draft.tokens[at].text in ",;—–" or draft.tokens[at].low in joins)
        ),
        last,
    )


def _next_speech(draft: Draft, cues: Sequence[Cue], ask: Ask, last: int) -> int:
    """Where a further verb of speech of the sentence begins, unless it stands in a clause that describes the proposal."""
    relatives = draft.kit.words.proposals.relatives
    tokens = draft.tokens
    for cue in cues:
        if not ask.last < cue.first < last or cue.form not in (CueForm.FINITE, CueForm.GERUND):
            continue
        between = tokens[ask.last : cue.first]
        if cue.lemma in draft.kit.words.speech.carriers and ask.rule == "cue":
            return cue.first  # 'с призывом не откладывать … обратился'
        if (
            cue.form is CueForm.GERUND
            and tokens[ask.start].low.endswith("ing")
            and between[-1:]
            and (between[-1].low in joins_of(draft))
        ):
            continue  # 'for safeguarding the rules and supporting trade'
        if len(between) < _LEAST or any(
            token.lemmas & relatives or token.low in ("what", "чтобы") for token in between
        ):
            continue
        if any(token.text == "," or token.low in joins_of(draft) for token in between[-3:]):
            return cue.first
    return last


def _before_attribution(draft: Draft, cues: Sequence[Cue], first: int, last: int) -> int:
    """Where an attribution at the sentence's end begins: '…, заявил он', '…, the president told his colleagues'."""
    tokens = draft.tokens
    for cue in cues:
        if (
            cue.act is not Act.CLAIM
            or cue.form is CueForm.OTHER
            or ((last - cue.last > 6 or _has_comma(draft, cue.last, last)) and not _closes(draft, cue, last))
        ):
            continue
        comma = next(
            (at for at in range(cue.first - 1, max(first, cue.first - 6), -1) if tokens[at].text == ","), None
        )
        if comma is not None and comma - first > _LEAST:
            return comma
    return last


def _has_comma(draft: Draft, first: int, last: int) -> bool:
    return any(token.text == "," for token in draft.tokens[first:last])


def _closes(draft: Draft, cue: Cue, last: int) -> bool:
    """'…, считает политолог, директор института X': a long attribution, in which nothing but a name and its titles stands."""
    if draft.kit.code != "ru" or draft.tokens[cue.first - 1].text != ",":
        return False
    return not any(
        reading.pos in ("verb", "short", "gerund", "infinitive")
        for token in draft.tokens[cue.last : last]
        for reading in token.readings[:1]
    )


def _asked(draft: Draft, ask: Ask, end: int) -> list[tuple[Span, str]]:
    if ask.end:
        end = min(end, ask.end)
    is_verb = _verb_of(draft)
    near = range(ask.start, min(end, ask.start + _COLON))
    colon = next((at for at in near if draft.tokens[at].text == ":"), None)
    if (
        colon is not None
        and colon + 1 < end
        and (ask.shape is Shape.ANY or ask.rule == "cleft")
        and not any(is_verb(at) for at in range(ask.start, colon))
    ):  # 'came up with a proposal of his own: to pool the ports', 'предложил три меры: единый тариф, общий реестр'
        if (items := listed(draft, colon, end)) is not None:
            return items
        ask = replace(ask, start=colon + 1, shape=Shape.ANY)
        if is_verb(colon + 1):
            return coordinated(draft, colon + 1, asked_end(draft, ask, end), "after-colon", is_verb)
    whole, end = end, asked_end(draft, ask, end)
    if end + 1 < whole and draft.tokens[end].text == ":":
        if is_verb(end + 1):
            return coordinated(
                draft, end + 1, whole, "after-colon", is_verb
            )  # 'to do three things: open A, …'
        if belongs(draft, end, whole):
            end = whole
    if ask.shape is Shape.WHOLE:
        return _whole(draft, ask, end, whole)
    if ask.shape is Shape.ACTION:
        return coordinated(draft, ask.start, end, ask.rule, is_verb)
    return _after(draft, ask, end)


def _whole(draft: Draft, ask: Ask, end: int, whole: int) -> list[tuple[Span, str]]:
    """'Пусть каждый платит своё, а банк сводит счета': two; any other clause is one."""
    tokens = draft.tokens
    found = one(draft, ask.start, end, ask.rule)
    if tokens[ask.first].low == "пусть" and end + 1 < whole and tokens[end + 1].low == "а":
        found += one(draft, end + 2, whole, ask.rule)
    return found


def _verb_of(draft: Draft) -> Callable[[int], bool]:
    actions, tokens = actions_of(draft.kit), draft.tokens
    return (
        (lambda at: actions.predicate(tokens, at))
        if draft.kit.code == "en"
        else (lambda at: actions.infinitive(tokens, at))
    )


def _after(draft: Draft, ask: Ask, last: int) -> list[tuple[Span, str]]:
    """After a verb of proposing: a that-clause, an infinitive, a gerund or a noun."""
    words, tokens, actions = draft.kit.words.proposals, draft.tokens, actions_of(draft.kit)
    start = ask.start
    reach = range(start, min(last, start + _REACH))
    infinitive = next((at for at in reach if actions.infinitive(tokens, at)), None)
    that = next((at for at in reach if tokens[at].low in words.that), None)
    if (
        that is not None
        and that > start
        and tokens[start - 1].low in ("for", "of")
        and draft.kit.code == "en"
    ):
        that = None  # 'the need for a test that would help': it describes the test
    noun = next((at for at in range(start, min(last, start + 4)) if actions.action_noun(tokens, at)), None)
    comma = next((at for at in reach if tokens[at].text == "," and at > start), last)
    for_noun = tokens[start - 1].low in ("for", "of") and draft.kit.code == "en"
    if (
        that is not None
        and (infinitive is None or that < infinitive)
        and (noun is None or that < noun or that == start)
    ):
        return _that_clause(draft, that, last)
    if (
        noun is not None
        and (infinitive is None or noun < infinitive)
        and (draft.kit.code == "en" or infinitive is None or comma < infinitive or noun == start)
    ):
        return nouns(draft, start, last, noun)
    if infinitive is not None and not (for_noun and infinitive - start > 5):
        return coordinated(draft, from_adverbs(draft, start, infinitive), last, "infinitive", _verb_of(draft))
    if draft.kit.code == "en" and start < last and not for_noun:
        base = next((at for at in range(start, min(last, start + 2)) if actions.predicate(tokens, at)), None)
        if base is not None and tokens[start - 1].low in ("us", "not", "let's", "please", "we"):
            return coordinated(draft, start, last, "let-us", _verb_of(draft))
    return nouns(draft, start, last, noun)


def _that_clause(draft: Draft, that: int, last: int) -> list[tuple[Span, str]]:
    """'чтобы страны построили', 'that the sides open': from the verb, each of several; with 'be' from the subject."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    other = next((at for at in range(that + 2, last) if _another_that(draft, that, at)), None)
    if other is not None:
        return [*_that_clause(draft, that, other - 1), *_that_clause(draft, other, last)]
    verb = next(
        (
            at
            for at in range(that + 1, min(last, that + _REACH))
            if actions.predicate(tokens, at) or actions.after_subject(tokens, at)
        ),
        None,
    )
    if verb is None:
        return one(draft, that + 1, last, "that-clause")
    if tokens[verb].low == "be":
        return one(draft, that + 1, last, "that-clause")
    begin = verb
    while begin > that + 1 and (tokens[begin - 1].can_be("adverb") or tokens[begin - 1].low == "не"):
        begin -= 1
    return coordinated(draft, begin, last, "that-clause", lambda at: actions.predicate(tokens, at))


def _another_that(draft: Draft, that: int, number: int) -> bool:
    """'that the tariff be cut, that fees be dropped and that the register be published'."""
    tokens = draft.tokens
    listed = draft.kit.code == "en" and tokens[number - 1].text == ","
    return tokens[number].low == tokens[that].low and (listed or tokens[number - 1].low in joins_of(draft))


def _apart(found: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """In order, without one that lies inside another or overlaps the one before."""
    kept: list[tuple[Span, str]] = []
    for span, rule in sorted(found, key=lambda item: (item[0].start, -item[0].end)):
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, rule))
    return kept
