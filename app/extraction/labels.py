"""Labels of transcripts and interviews: what stands before the colon of a paragraph, and which of them ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.domain.record import record
from app.domain.span import Span
from app.extraction.draft import Draft

_LONGEST = 14  # tokens before the colon
_EMPHASIS = "*_"
_OPENERS = "«“„\"‘'"
_BARE = "Q"  # 'Q  Thank you, Minister.': the one letter that asks without a mark behind it


@record
class Label:
    """The label of a paragraph: tokens `first` to `last` (exclusive), of which those before `named` are no remark in brackets and
    no title behind a comma; `start`, where what is said begins; `words`: the first part in small letters."""

    paragraph: int
    first: int
    last: int
    named: int
    start: int
    words: str


def find_labels(draft: Draft) -> list[Label]:
    """All paragraphs that begin with a label, in order; whether it is a speaker's is for others to tell."""
    return [
        label
        for number, span in enumerate(draft.analysis.paragraphs)
        if (label := _label(draft, number, span)) is not None
    ]


def asks(draft: Draft, paragraph: int) -> bool:
    """Whether a paragraph ends with a question."""
    return draft.analysis.paragraphs[paragraph].of(draft.text).rstrip(' »”"*_').endswith("?")


def askers(draft: Draft, labels: Sequence[Label]) -> frozenset[str]:
    """The labels that stand repeatedly and mostly over questions: the paper's, the interviewer's."""
    stands = Counter(label.words for label in labels)
    asked = Counter(label.words for label in labels if asks(draft, label.paragraph))
    return frozenset(words for words, times in stands.items() if times > 1 and 2 * asked[words] >= times)


def past_emphasis(draft: Draft, first: int, last: int) -> int:
    """The first token that is no mark of emphasis: '**Name:** words'."""
    while first < last and draft.tokens[first].text in _EMPHASIS:
        first += 1
    return first


def is_question(draft: Draft, label: Label) -> bool:
    """'Question', 'Q', 'Journalist of the Herald': whoever stands there asks."""
    words = draft.kit.words.layout.question
    opening = draft.tokens[label.first]
    if len(opening.low) == 1:
        return label.words in words
    return opening.low in words or opening.lemma in words


def is_answer(draft: Draft, label: Label) -> bool:
    """'Answer', 'A': whoever is interviewed."""
    return label.words in draft.kit.words.layout.answer


def _label(draft: Draft, number: int, span: Span) -> Label | None:
    first, last = draft.token_range(span)
    first = past_emphasis(draft, first, last)
    end = _end(draft, first, last)
    if end is None:
        return None
    named = next((at for at in range(first, end) if draft.tokens[at].text in "(,["), end)
    words = " ".join(token.low for token in draft.tokens[first:named] if token.kind == "word")
    start = past_emphasis(draft, end + 1 if draft.tokens[end].kind == "mark" else end, last)
    label = Label(number, first, end, named, start, words)
    if start < last and draft.tokens[start].text in _OPENERS and not is_question(draft, label):
        return None  # a quotation in marks is attributed by itself
    return label if words else None


def _end(draft: Draft, first: int, last: int) -> int | None:
    """The token that ends a label: its colon, the full stop after a letter ('Q.'), or what follows a bare 'Q'."""
    tokens = draft.tokens
    for at in range(first, min(last, first + _LONGEST)):
        if tokens[at].text == ":":
            return at if at > first else None
        if tokens[at].text in "!?;":
            break
    if first + 1 >= last or len(tokens[first].text) > 1 or not tokens[first].capital:
        return None
    layout, after = draft.kit.words.layout, tokens[first + 1]
    if after.text == "." and tokens[first].low in (*layout.question, *layout.answer):
        return first + 1
    return first + 1 if tokens[first].text == _BARE and after.kind == "word" and after.capital else None
