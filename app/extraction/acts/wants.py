"""Wants: a thing that is needed, the importance of doing something, an idea that is put forward."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.kinds import Act
from app.extraction.acts.actions import actions_of
from app.extraction.acts.ask import Ask, Shape
from app.extraction.acts.beginnings import clause_start, subject_start
from app.extraction.acts.marks import Marks
from app.extraction.acts.needs import no_need, upholds
from app.extraction.acts.proposing import AROSE
from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.language import Token

_REACH = 8  # words between a need and its action: 'необходимо в кратчайшие сроки завершить'
_BE = frozenset({"is", "was", "are", "were", "be", "been"})
_OWNERS = frozenset({"his", "her", "their", "our", "my", "first", "second", "third", "main", "key"})
_PROPOSALS = frozenset(
    {"proposal", "suggestion", "advice", "recommendation", "request", "idea", "plea", "initiative"}
)
_CONSIDERED = frozenset({"considered", "discussed", "studied", "approved", "accepted", "reviewed"})
_JUDGED = 7  # words between a verb and the idea that it judges
_FAR = 6  # words between 'was' and the colon of 'her proposal was more modest:'
_NEEDING = frozenset(
    {"that", "which", "who", "we", "they", "you", "i", "also", "countries", "states", "nations"}
)
_THINGS = frozenset({"to", "a", "an", "the", "more", "better", "joint", "common"})
_FIRST = 4  # words before 'предложение' that opens a sentence: 'Наше второе предложение –'
_WHO = frozenset({"who", "which", "whose", "который"})
_NO_SUBJECT = frozenset({"it", "this", "that", "which", "there", "nobody", "what"})
_ADDED = frozenset({"a", "an", "another", "more", "one", "new", "common", "joint", "single", "better", "stronger", "closer", "fewer", "less"})  # fmt: skip


def importance(draft: Draft, marks: Marks, first: int, last: int) -> Iterator[Ask]:
    tokens, actions = draft.tokens, actions_of(draft.kit)
    for meaning in ("importance", "necessity"):
        for match in marks.of(meaning, first, last):
            start = match.last
            if tokens[match.first - 1].low in ("historic", "historical"):
                continue  # 'the historic significance of expanding the union'
            if tokens[match.first].low == "need" and tokens[match.first - 1].low in _NEEDING:
                continue  # a verb
            if no_need(draft, match, first) or _doubted(draft, match.first, first):
                continue
            if tokens[match.first - 1].lemma in AROSE:
                continue
            if start < last and tokens[start].low in ("of", "for", "in"):
                start += 1
            if start < last and tokens[start].low == "и":
                continue  # 'потребность и необходимость в …': the last of them tells of what
            if start >= last or tokens[start].text == "," or upholds(draft, start, min(last, start + 4)):
                continue
            reach = range(start, min(last, start + 4))
            noun = any(actions.action_noun(tokens, at) for at in reach)
            if (
                draft.kit.code == "ru"
            ):  # 'важность соглашения о торговле': the first noun tells what is important
                heads = (
                    at for at in reach if tokens[at].readings[:1] and tokens[at].readings[0].pos == "noun"
                )
                noun = actions.action_noun(tokens, next(heads, start))
            verb = any(actions.infinitive(tokens, at) for at in range(start, min(last, start + _REACH)))
            named = start > match.last or draft.kit.code == "ru"
            if (
                noun
                or (verb and meaning == "necessity")
                or (meaning == "necessity" and named and _is_thing(tokens[start]))
            ):
                yield Ask(match.first, match.last, start, Shape.ANY, meaning)


def _doubted(draft: Draft, number: int, first: int) -> bool:
    """'усомнился в целесообразности', 'questioned the need for'."""
    doubts = draft.kit.words.acts.doubts
    return any(token.lemmas & doubts for token in draft.tokens[max(first, number - 3) : number])


def _is_thing(token: Token) -> bool:
    return token.kind == "word" and not token.can_be("verb") and not token.can_be("preposition")


def ideas(draft: Draft, marks: Marks, first: int, last: int) -> Iterator[Ask]:
    """'floated the idea of a fair', 'выступил с идеей провести', 'напомнил о своей инициативе создать'."""
    tokens = draft.tokens
    puts = draft.kit.words.acts.puts
    for match in marks.of("ideas", first, last):
        before = tokens[max(0, match.first - 5) : match.first]
        owned = bool(before) and (
            before[-1].low.endswith("'s") or before[-1].low in ("his", "her", "their", "our", "my")
        )
        to = match.last < last and tokens[match.last].low == "to"
        if (copula := _copula(draft, match, first, last)) is not None:
            yield Ask(match.first, match.last, copula, Shape.ANY, "idea-is")
            continue
        if any(token.low in _WHO for token in before):
            continue  # 'who first made the case for it'
        if draft.kit.code == "en" and owned and to and _judged(draft, match.first, first):
            continue
        if not any(token.lemmas & puts and not _is_told(token) for token in before) and not (owned and to):
            continue
        start = match.last
        if start < last and tokens[start].low in ("of", "for", "о", "об", "по", "that", "to", "on"):
            start += 1
        announced = start == match.last and start < last and tokens[start].text == ":"
        if (
            start < last
            and (tokens[start].kind != "mark" or announced)
            and tokens[start].low not in ("at", "in", "during")
        ):
            yield Ask(match.first, match.last, start, Shape.ANY, "idea")


def _judged(draft: Draft, idea: int, first: int) -> bool:
    """'endorsed Tavania's initiative to', 'thanked them for their proposal to': an idea of another that a verb of another act has
    as its object."""
    low = max(first, idea - _JUDGED)
    if any(token.low in _CONSIDERED for token in draft.tokens[low:idea]):
        return True
    acts = (match.payload.act for match in draft.kit.cues.find(draft.tokens, low, idea))
    return any(act in (Act.SUPPORT, Act.CONCERN, Act.COURTESY) for act in acts)


def _is_told(token: Token) -> bool:
    """'поддержал выдвинутую X инициативу': a participle tells who came up with it."""
    return any(reading.pos == "participle" for reading in token.readings[:1])


def _copula(draft: Draft, match: Match[str], first: int, last: int) -> int | None:
    """Where what is proposed begins in 'her own proposal was a register', 'Первое предложение – создание реестра'."""
    tokens = draft.tokens
    if draft.kit.code != "en":
        opens = match.first - first <= _FIRST and tokens[match.first].has_case("nom")
        dash = match.last + 1 < last and tokens[match.last].text in "—–-:"
        return match.last + 1 if opens and dash else None
    before = [token.low for token in tokens[max(first, match.first - 3) : match.first]]
    owned = any(word in _OWNERS or word.endswith("'s") for word in before)
    if not owned or not tokens[match.first].lemmas & _PROPOSALS:
        return None
    be = next((at for at in range(match.last, min(last, match.last + 5)) if tokens[at].low in _BE), None)
    negated = be is not None and be + 1 < last and tokens[be + 1].low in ("not", "that")
    acts = be is not None and be + 1 < last and tokens[be + 1].low in _THINGS
    colon = (
        next((at for at in range(be, min(last, be + _FAR)) if tokens[at].text == ":"), None) if be else None
    )
    if colon is not None and colon + 1 < last and not acts:
        return colon + 1  # 'her proposal was more modest: a school'
    return be + 1 if be is not None and acts and not negated else None


def wants(draft: Draft, marks: Marks, first: int, last: int) -> Iterator[Ask]:
    tokens = draft.tokens
    if tokens[last - 1].text == "?":
        return
    for match in marks.of("wants", first, last):
        if no_need(draft, match, first) or upholds(draft, match.last, last):
            continue
        want = (
            _english_want(draft, match, first, last)
            if draft.kit.code == "en"
            else _russian_want(draft, match, first, last)
        )
        if want is not None:
            yield want
            return


def _russian_want(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    """'Нужны шаги, чтобы сократить': the purpose; 'нам нужна общая служба': the clause."""
    tokens = draft.tokens
    following = tokens[match.last : min(last, match.last + 4)]
    if any(token.kind == "number" or token.low in ("не", "ли") for token in following) or not any(
        token.can_be("noun") for token in [*following, *tokens[max(first, match.first - 3) : match.first]]
    ):
        return None
    purpose = next(
        (at for at in range(match.last, min(last, match.last + 12)) if tokens[at].low == "чтобы"), None
    )
    if purpose is not None and purpose + 1 < last and actions_of(draft.kit).infinitive(tokens, purpose + 1):
        return Ask(match.first, match.last, purpose + 1, Shape.ACTION, "want-purpose")
    return Ask(match.first, match.last, clause_start(draft, match.first, first), Shape.WHOLE, "want")


def _english_want(draft: Draft, match: Match[str], first: int, last: int) -> Ask | None:
    tokens = draft.tokens
    who = match.first - 1
    while who > first and tokens[who].low in ("also", "now", "therefore", "urgently", "clearly"):
        who -= 1
    before = tokens[who].low if who >= first else ""
    after = tokens[match.last].low if match.last < last else ""
    word = tokens[match.last - 1].low
    if before in ("not", "never"):
        return None
    if before in _BE and word in ("needed", "required", "essential", "necessary"):
        begin = subject_start(draft, match.first - 1, first)
        subject = tokens[begin : match.first - 1]
        if (
            len(subject) < 2
            or subject[0].low in _NO_SUBJECT | {"he", "she", "they"}
            or after == "to"
            or upholds(draft, begin, match.first)
        ):
            return None
        return Ask(match.first, match.last, begin, Shape.WHOLE, "wanted-thing")
    if (
        word in ("need", "needs", "require", "requires", "demand", "demands")
        and before in ("we", "region", "countries", "states", "nations", "forum", "neighbours")
        and after in _ADDED
    ):
        begin = who if before == "we" else subject_start(draft, match.first, first)
        return Ask(match.first, match.last, begin, Shape.WHOLE, "want")
    return None
