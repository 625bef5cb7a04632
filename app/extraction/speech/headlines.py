"""Headlines that are signed: 'Fees to be scrapped by May – minister', 'Сборы отменят к маю — премьер Норлии'."""

from __future__ import annotations

from app.domain.findings import Speaker
from app.domain.kinds import Act, Attribution
from app.extraction.draft import Draft, Person, Role
from app.extraction.layout import LineKind
from app.extraction.people.titles import holder, named_beside
from app.extraction.russian.labels import body_label
from app.extraction.speech.candidates import Candidate, candidates
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.speech.speakers import Speakers
from app.language import Sentence

_LONGEST = 9  # tokens of a signature
_LEAST = 3  # words that are signed
Signature = tuple[Cue, Candidate, Speaker]


def label(draft: Draft, speakers: Speakers, sentence: Sentence) -> Signature | None:
    """'Norlian PM: Fees to be scrapped': who stands before the colon of a headline, if nothing else stands there."""
    if draft.layout.kinds[sentence.paragraph] is not LineKind.HEADLINE:
        return None
    first, tokens = sentence.first, draft.tokens
    stop = min(sentence.last, first + _LONGEST)
    colon = next((at for at in range(first + 1, stop) if tokens[at].text == ":"), None)
    if colon is None or not _tells(draft, colon + 1, sentence.last):
        return None
    item = next((item for item in candidates(draft, first, colon) if item.last == colon), None)
    speaker = _speaker(draft, speakers, item) if item is not None and _fills(draft, item, first) else None
    if item is None or speaker is None:
        return None
    return Cue(first, colon, first, Act.CLAIM, CueForm.OTHER, ""), item, speaker


def signature(draft: Draft, speakers: Speakers, sentence: Sentence) -> Signature | None:
    """Who stands behind the last dash or colon of a headline, if nothing else stands there and what precedes it tells something."""
    if draft.layout.kinds[sentence.paragraph] is not LineKind.HEADLINE:
        return None
    tokens, last = draft.tokens, sentence.last
    mark = next(
        (at for at in range(last - 2, max(sentence.first, last - 2 - _LONGEST), -1) if _parts(draft, at)),
        None,
    )
    if mark is None or not _tells(draft, sentence.first, mark):
        return None
    first = mark + 1
    while first < last and tokens[first].can_be("article"):
        first += 1
    item = next((item for item in candidates(draft, first, last) if item.last == last), None)
    if draft.kit.code == "ru" and (item is None or isinstance(item.what, str)):
        item = body_label(draft, speakers, first, last)
    if item is None or not _fills(draft, item, first):
        return None
    speaker = _speaker(draft, speakers, item)
    if speaker is None:
        return None
    return Cue(first, last, first, Act.CLAIM, CueForm.OTHER, ""), item, speaker


def _parts(draft: Draft, at: int) -> bool:
    """A dash between spaces, or a colon."""
    token, text = draft.tokens[at], draft.text
    return token.text == ":" or (
        token.text in "—–-" and text[token.start - 1].isspace() and text[token.end : token.end + 1].isspace()
    )


def _tells(draft: Draft, first: int, last: int) -> bool:
    words = [token for token in draft.tokens[first:last] if token.kind == "word"]
    ready = draft.kit.words.speech.headline_predicates
    return len(words) >= _LEAST and any(
        token.low in ready or token.lemma in ready or draft.kit.language.is_predicate(token)
        for token in words
    )


def _fills(draft: Draft, item: Candidate, first: int) -> bool:
    """Whether nothing but the words of a title or body stands before it."""
    if isinstance(item.what, str) and not item.what.startswith("body:"):
        return False  # a country behind a dash may be anything
    if isinstance(item.what, Person | Role):
        return item.first == first
    between = draft.tokens[first : item.first]
    return len(between) < 3 and all(token.kind == "word" and not token.can_be("verb") for token in between)


def _speaker(draft: Draft, speakers: Speakers, item: Candidate) -> Speaker | None:
    """Who a signature means; a title without a place is whoever bears it below, in the first paragraph where there are several."""
    if not isinstance(item.what, Role):
        return speakers.resolve(item)
    named: dict[str, Person | None] = {}
    if item.what.place is None:
        named.update(named_beside(draft).get(item.what.office, {}))
    if len(named) > 1:
        lead = draft.token_range(draft.analysis.paragraphs[1])[1]
        named = {leader: person for leader, person in named.items() if person and person.first < lead}
        if len(named) != 1:
            return None
    if item.what.place is not None:
        bearer = holder(draft.kit.vocabulary, item.what.office, item.what.place, draft.day)
        named = {bearer: None} if bearer else {}
    if named:
        return speakers.named(next(iter(named)), Attribution.ROLE, "named-below")
    found = speakers.resolve(item)
    if found is None and item.number != "pl":
        return speakers._body(item, draft.span_of(item.first, item.last).of(draft.text))
    return found
