"""What is proposed: the action and its object, without the attribution; each of several apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.kinds import Act
from app.domain.span import Span
from app.extraction.actions import actions_of
from app.extraction.acts import sentences_between
from app.extraction.asks import Ask, Shape, asks_of_cues, asks_of_words, from_adverbs
from app.extraction.cues import Cue, CueForm
from app.extraction.draft import Draft
from app.extraction.marks import Marks

_REACH = 12  # words between 'предложил' and the action: addressees and circumstances
_LEAST = 2  # words of a proposal
_SUBJECTS = frozenset({"i", "we", "he", "she", "they", "it", "this", "that", "you"})
_AUXILIARIES = frozenset({"will", "would", "can", "could", "is", "are", "was", "were", "has", "had"})
_BACK = 6  # words between a joining 'and' and its verb: an object or adverbs that stand before it


def from_list(draft: Draft, items: Sequence[int]) -> list[tuple[Span, str]]:
    """Each item of a list under 'предложил:' is one proposal, without its bullet and closing mark."""
    found = []
    for index in items:
        span = draft.analysis.paragraphs[index]
        first, last = draft.token_range(span)
        while first < last and (draft.tokens[first].kind != "word"):
            first += 1
        if first < last and (trimmed := _trim(draft, first, last)) is not None:
            found.append((trimmed, "list-item"))
    return found


def from_reported(draft: Draft, cues: Sequence[Cue], first: int, last: int) -> list[tuple[Span, str]]:
    """Proposals of a reported sentence: after each verb of proposing, or after a need in the words said."""
    last = _before_attribution(draft, cues, first, last)
    found: list[tuple[Span, str]] = []
    asking = asks_of_cues(draft, cues, last)
    for number, ask in enumerate(asking):
        end = min([other.first for other in asking[number + 1 :]] + [_next_speech(draft, cues, ask, last)])
        found.extend(_asked(draft, ask, end))
    marks = Marks(draft, first, last)
    asks = asks_of_words(draft, marks, first, last, speech=False)
    found.extend(_all_asked(draft, asks, last, cues))
    return _apart(found)


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
    joins = _joins(draft)
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
    relatives = set(draft.kit.words.proposals.relatives)
    tokens = draft.tokens
    for cue in cues:
        if cue.first <= ask.last or cue.form not in (CueForm.FINITE, CueForm.GERUND):
            continue
        between = tokens[ask.last : cue.first]
        if cue.lemma in draft.kit.words.speech.carriers and ask.rule == "cue":
            return cue.first  # 'с призывом не откладывать … обратился'
        if len(between) < _LEAST or any(
            token.lemmas & relatives or token.low in ("what", "чтобы") for token in between
        ):
            continue
        if any(token.text == "," or token.low in _joins(draft) for token in between[-3:]):
            return cue.first
    return last


def _before_attribution(draft: Draft, cues: Sequence[Cue], first: int, last: int) -> int:
    """Where an attribution at the sentence's end begins: '…, заявил он', '…, the president told his colleagues'."""
    tokens = draft.tokens
    for cue in cues:
        if (
            cue.act is not Act.CLAIM
            or cue.form is CueForm.OTHER
            or last - cue.last > 6
            or any(token.text == "," for token in tokens[cue.last : last])
        ):
            continue
        comma = next(
            (at for at in range(cue.first - 1, max(first, cue.first - 6), -1) if tokens[at].text == ","), None
        )
        if comma is not None and comma - first > _LEAST:
            return comma
    return last


# What one ask asks for


def _asked(draft: Draft, ask: Ask, end: int) -> list[tuple[Span, str]]:
    colon = next(
        (at for at in range(ask.start, min(end, ask.start + 7)) if draft.tokens[at].text == ":"), None
    )
    if (
        ask.shape is Shape.ANY and colon is not None
    ):  # 'came up with a proposal of his own: to pool the ports'
        ask = replace(ask, start=colon + 1)
    whole, end = end, _asked_end(draft, ask.start, end)
    is_verb = _verb_of(draft)
    if end + 1 < whole and draft.tokens[end].text == ":" and is_verb(end + 1):
        return _coordinated(draft, end + 1, whole, "after-colon", is_verb)  # 'to do three things: open A, …'
    if ask.shape is Shape.WHOLE:
        return _one(draft, ask.start, end, ask.rule)
    if ask.shape is Shape.ACTION:
        return _coordinated(draft, ask.start, end, ask.rule, is_verb)
    return _after(draft, ask, end)


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
        return _nouns(draft, start, last, noun)
    if infinitive is not None and not (for_noun and infinitive - start > 5):
        return _coordinated(
            draft, from_adverbs(draft, start, infinitive), last, "infinitive", _verb_of(draft)
        )
    if draft.kit.code == "en" and start < last and not for_noun:
        base = next((at for at in range(start, min(last, start + 2)) if actions.predicate(tokens, at)), None)
        if base is not None and tokens[start - 1].low in ("us", "not", "let's", "please", "we"):
            return _coordinated(draft, start, last, "let-us", _verb_of(draft))
    return _nouns(draft, start, last, noun)


def _that_clause(draft: Draft, that: int, last: int) -> list[tuple[Span, str]]:
    """'чтобы страны построили', 'that the sides open': from the verb, each of several; with 'be' from the subject."""
    tokens, actions = draft.tokens, actions_of(draft.kit)
    verb = next(
        (
            at
            for at in range(that + 1, min(last, that + _REACH))
            if actions.predicate(tokens, at) or actions.after_subject(tokens, at)
        ),
        None,
    )
    if verb is None:
        return _one(draft, that + 1, last, "that-clause")
    if tokens[verb].low == "be":
        return _one(draft, that + 1, last, "that-clause")
    begin = verb
    while begin > that + 1 and (tokens[begin - 1].can_be("adverb") or tokens[begin - 1].low == "не"):
        begin -= 1
    return _coordinated(draft, begin, last, "that-clause", lambda at: actions.predicate(tokens, at))


def _joins(draft: Draft) -> set[str]:
    return {word for join in draft.kit.words.proposals.joins for word in join.split()}


def _coordinated(
    draft: Draft, first: int, last: int, rule: str, is_verb: Callable[[int], bool]
) -> list[tuple[Span, str]]:
    """'провести A и создать B' are two; 'разработать и запустить A' is one: its first verb has no object of its own."""
    tokens = draft.tokens
    joins = _joins(draft)
    relatives = set(draft.kit.words.proposals.relatives)
    described = next((at for at in range(first + 1, last) if tokens[at].lemmas & relatives), last)
    cuts, ends = [first], []
    ordinals = set(draft.kit.words.proposals.ordinals)
    if any(token.lemmas & set(draft.kit.words.proposals.leaves) for token in tokens[first : first + 2]):
        return _one(draft, first, last, rule)  # 'уйти от A и строить B' is one thought
    own = next((at for at in range(first, last) if is_verb(at)), first)  # its object may stand before it
    for number in range(own + 1, last):
        if not is_verb(number) or (draft.kit.code == "ru" and tokens[number].can_be("noun")):
            continue
        join = _join_before(draft, number, cuts[-1], is_verb, joins)
        if join is None:
            continue
        if number > described and not (
            tokens[join].low in joins and tokens[join - 1].text == "," and number - join <= 2
        ):
            continue
        edge = join
        while edge > cuts[-1] and (tokens[edge - 1].low in joins | ordinals or tokens[edge - 1].text == ","):
            edge -= 1
        if rule == "that-clause" and not _has_direct_object(draft, number, last):
            continue  # 'координировали позиции и выступали единым фронтом' is one thought
        if _has_object(draft, cuts[-1], edge, is_verb):
            cuts.append(join + 1)
            ends.append(edge)
    found = []
    for low, high in zip(cuts, [*ends, last], strict=True):
        found.extend(_one(draft, low, high, rule))
    return found


def _join_before(
    draft: Draft, number: int, least: int, is_verb: Callable[[int], bool], joins: set[str]
) -> int | None:
    """The comma or 'and' that joins a verb to the one before; None where something else stands between."""
    tokens = draft.tokens
    for at in range(number - 1, max(least, number - 1 - _BACK), -1):
        if tokens[at].low in joins or tokens[at].text == ",":
            if (
                tokens[at].low in joins
                and draft.kit.code == "en"
                and number - at > 1
                and tokens[number - 1].low != "to"
                and not tokens[number - 1].low.endswith("ly")
                and tokens[number - 1].low != "not"
            ):
                return None
            return at
        if tokens[at].kind == "mark" or is_verb(at) or tokens[at].can_be("conjunction"):
            return None
    return None


def _has_object(draft: Draft, first: int, last: int, is_verb: Callable[[int], bool]) -> bool:
    """Whether the verb before a join has an object of its own."""
    own = draft.tokens[first:last]
    if draft.kit.code == "en":
        return len(own) > 1
    if any(token.can_be("infinitive") and token.low.endswith(("ся", "сь")) for token in own):
        return True  # 'не останавливаться и довести реформу'
    return any(token.can_be("noun") or token.can_be("pronoun") for token in own) or len(own) > 3


def _has_direct_object(draft: Draft, verb: int, last: int) -> bool:
    """Whether an object in the accusative comes soon after a Russian verb; English tells it by no form."""
    following = draft.tokens[verb + 1 : min(last, verb + 5)]
    return draft.kit.code == "en" or any(
        token.has_case("acc") and not token.can_be("adverb") for token in following
    )


def _nouns(draft: Draft, start: int, last: int, noun: int | None) -> list[tuple[Span, str]]:
    """'за A, за B и за C'; 'отмену A, упрощение B и запуск C': each noun made of a verb is one."""
    tokens = draft.tokens
    favour = set(draft.kit.words.proposals.in_favour)
    joins = _joins(draft)
    if start >= last:
        return []
    begins = [start]
    for at in range(start + 1, last):
        if tokens[at - 1].text != "," and tokens[at - 1].low not in joins:
            continue
        if (tokens[at].low in favour and draft.kit.code == "ru") or (
            noun is not None
            and (head := _head(draft, at, last)) is not None
            and _same_form(draft, noun, head)
        ):
            begins.append(at)
    if draft.kit.code == "en" and noun is not None:
        begins = _chained(draft, begins)
    found = []
    for low, high in zip(begins, [*begins[1:], last], strict=True):
        if low + 1 < high and (tokens[low].low in favour or _led_by_preposition(draft, low, high)):
            low += 1
        found.extend(_one(draft, low, high, "noun-phrase"))
    return found


def _led_by_preposition(draft: Draft, low: int, high: int) -> bool:
    """'о создании', 'к скорейшему открытию': the preposition belongs to the verb of proposing."""
    return (
        draft.tokens[low].low in ("о", "об", "по", "of", "в", "во", "на", "к", "ко")
        and _head(draft, low + 1, high) is not None
    )


def _head(draft: Draft, at: int, last: int) -> int | None:
    """The noun made of a verb that a noun phrase begins with."""
    actions = actions_of(draft.kit)
    for number in range(at, min(last, at + 4)):
        if actions.action_noun(draft.tokens, number):
            return number
        if draft.tokens[number].kind == "mark" or draft.tokens[number].can_be("preposition"):
            return None
        if draft.kit.code == "ru" and any(item.pos == "noun" for item in draft.tokens[number].readings[:1]):
            return None
    return None


def _same_form(draft: Draft, one: int, other: int) -> bool:
    """The same case in Russian; both gerunds or both nouns in English."""
    first, second = draft.tokens[one], draft.tokens[other]
    if draft.kit.code == "en":
        nouns = [draft.tokens[at + 1].low == "of" for at in (one, other)]
        return nouns[0] == nouns[1]
    return bool(
        {reading.case for reading in first.readings[:2]} & {reading.case for reading in second.readings[:2]}
    )


def _chained(draft: Draft, begins: list[int]) -> list[int]:
    """English gerunds after a comma only describe, unless a further one with 'and' closes the list."""
    joined = [at for at in begins[1:] if draft.tokens[at - 1].text != ","]
    return begins if joined else begins[:1]


# Where it ends


def _asked_end(draft: Draft, start: int, last: int) -> int:
    """Where what is asked ends: before a colon, a reason, a result, or a clause with a subject of its own."""
    tokens = draft.tokens
    ends = set(draft.kit.words.proposals.ends)
    for at in range(start + _LEAST, last):
        if tokens[at].text in ":;":
            return at
        after = tokens[at + 1] if at + 1 < last else None
        if after is None:
            break
        if tokens[at].text in ",—–" and after.low in ends and not _action_soon(draft, at + 2, last):
            return at
        if tokens[at].low in ("and", "и", "but") and _new_clause(draft, at, last):
            return at
    return last


def _action_soon(draft: Draft, first: int, last: int) -> bool:
    actions, tokens = actions_of(draft.kit), draft.tokens
    reach = range(first, min(last, first + 5))
    finite = any(reading.pos == "verb" for at in reach for reading in tokens[at].readings[:1])
    return draft.kit.code == "ru" and not finite and any(actions.infinitive(tokens, at) for at in reach)


def _new_clause(draft: Draft, join: int, last: int) -> bool:
    """'and I will prove it', ', и мы закроем этот вопрос'."""
    tokens = draft.tokens
    after = tokens[join + 1].low
    if draft.kit.code == "en":
        soon = {token.low for token in tokens[join + 1 : min(last, join + 5)]}
        return after in _SUBJECTS or bool(_AUXILIARIES & soon)
    if tokens[join - 1].text != ",":
        return False
    following = tokens[join + 1 : min(last, join + 6)]
    for token in following:
        if token.can_be("infinitive"):
            return False
        if any(reading.pos == "verb" for reading in token.readings[:2]):
            return True
    return False


def _one(draft: Draft, first: int, last: int, rule: str) -> list[tuple[Span, str]]:
    span = _trim(draft, first, last)
    return [(span, rule)] if span is not None else []


def _trim(draft: Draft, first: int, last: int) -> Span | None:
    """Without marks and joining words at the edges; None where too few words are left."""
    tokens = draft.tokens
    joins = _joins(draft)
    while last > first and (tokens[last - 1].text in ".,;:!?—–-…" or tokens[last - 1].low in joins):
        last -= 1
    while first < last and (
        tokens[first].text in ".,;:—–-" or tokens[first].low in ("to", "то") or tokens[first].low in joins
    ):
        first += 1
    if sum(token.kind == "word" for token in tokens[first:last]) < _LEAST or _only_counts(draft, first, last):
        return None
    return draft.span_of(first, last)


def _only_counts(draft: Draft, first: int, last: int) -> bool:
    """'Предлагаю три вещи', 'four initiatives': announces what comes and is nothing itself."""
    counted = set(draft.kit.words.proposals.counted)
    return last - first <= 3 and any(token.lemmas & counted for token in draft.tokens[last - 1 : last])


def _apart(found: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """In order, without one that lies inside another or overlaps the one before."""
    kept: list[tuple[Span, str]] = []
    for span, rule in sorted(found, key=lambda item: (item[0].start, -item[0].end)):
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, rule))
    return kept
