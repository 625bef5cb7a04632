"""What a speaker does by saying something: proposes, promises, supports, worries, thanks, or claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.domain.kinds import Act
from app.domain.span import Span
from app.extraction.acts.asks import asks_of_words
from app.extraction.acts.marks import Marks
from app.extraction.acts.pledges import pledges
from app.extraction.acts.proposing import asks_of_cues, endorses, is_attribute, is_negated
from app.extraction.acts.worries import condition_of_harm, worries
from app.extraction.draft import Draft
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.toolkit import Kit
from app.language import Token

ORDER = tuple(Act)
_GREETING = 6  # words of a greeting at the beginning of what is said
_VOICED: dict[Act, frozenset[str]] = {
    Act.SUPPORT: frozenset({"support", "backing", "solidarity", "поддержка"}),
    Act.COMMITMENT: frozenset({"commitment", "resolve", "determination", "приверженность", "решимость"}),
}
_JOINS = frozenset({"and", "but", "so", "then", "и", "а", "но", "так", "тогда", "да"})
_REPROACHES = frozenset(
    {"who", "why", "whose", "кто", "зачем", "почему", "сколько", "доколе", "кому", "чего"}
)
_HAILS = frozenset({"поприветствовать", "приветствовать", "welcome", "greet", "hail"})
_LISTED = 10  # words of a list of what is included
_WELCOMES = ("welcom", "приветств")
_OFFERED = 3  # words between 'offered' and 'condolences'
_TOLD = 8  # words between a promise and its 'that': who is promised
_GREETS = frozenset({"приветствовать"})
_VALUED = 5  # tokens between 'высоко оценил' and an idea: 'высоко оценил эту важную инициативу'
_ASSURES = frozenset({"заверить", "заверять", "уверить", "уверять"})
_FRONT = 8  # tokens between what is voiced and its verb: 'слова признательности президент страны выразил'
_FRONTED: dict[Act, frozenset[str]] = {
    Act.SUPPORT: frozenset({"поддержка"}),
    Act.CONCERN: frozenset(
        {"озабоченность", "обеспокоенность", "тревога", "сожаление", "опасение", "недовольство"}
    ),
    Act.COURTESY: frozenset(
        {"признательность", "благодарность", "соболезнование", "поздравление", "сочувствие"}
    ),
}
_SHORT = 4  # tokens of a sentence that states nothing: 'Let them.', 'Bad enough.'
_THANKED = 8  # words between 'thanks to' and what for
_GIVEN = frozenset(
    {"my", "our", "special", "sincere", "many", "his", "her", "their", "warm", "heartfelt", "deep"}
)
_MOOD = 3  # words between a verb of speech and how it is said
_REASON = 8  # words in which 'blamed' names a reason: 'blamed the drop in exports on a poor harvest'
_FACTS = 2  # sentences of facts that one sentence of another act outweighs


def first_that_fits(acts: Sequence[Act]) -> Act:
    """Of several acts the first in the guide's order; a claim where there is none."""
    return min(acts, key=ORDER.index, default=Act.CLAIM)


def reported_act(
    draft: Draft, cues: Sequence[Cue], first: int, last: int, own: str | None, said: Sequence[Span] = ()
) -> Act:
    """The act of a reported sentence: that of its verbs, and of the words said (`said`: their spans, the whole sentence without)."""
    if asks_of_cues(draft, cues, last):
        return Act.PROPOSAL
    marks = Marks(draft, first, last)
    spoken = [draft.token_range(span) for span in said] or [(first, last)]
    if asks_of_words(draft, marks, first, last, speech=False):
        return Act.PROPOSAL
    acts: list[Act] = [
        act for cue in cues if (act := cue_act(draft, cue, last)) not in (Act.CLAIM, Act.PROPOSAL)
    ]
    if (
        Act.CONCERN not in acts
        and not condition_of_harm(draft, first, last)
        and not any(cue.act is Act.COMMITMENT and _only_assures(draft, cue, last) for cue in cues)
        and pledges(draft, marks, first, last, own)
    ):
        acts.append(Act.COMMITMENT)
    if not acts:  # the verbs are neutral: the words themselves tell
        acts.extend(act for act in _VOICED if _voices(draft, cues, last, _VOICED[act]))
        if worries(draft, marks, first, last):
            acts.append(Act.CONCERN)
        for low, high in spoken:
            if supports(draft, marks, low, high):
                acts.append(Act.SUPPORT)
            if _greets(draft, marks, low, min(high, low + _GREETING)):
                acts.append(Act.COURTESY)
    return first_that_fits(acts)


def _greets(draft: Draft, marks: Marks, first: int, last: int) -> bool:
    """Greetings and thanks, but not 'приветствуя гостя, он назвал', which only tells when."""
    return any(
        not any(reading.pos == "gerund" for reading in draft.tokens[match.first].readings[:1])
        for match in marks.of("greets", first, last)
        if not _credits(draft, match.first, match.last) and not _styles(draft, match.first, first)
    )


def _styles(draft: Draft, at: int, first: int) -> bool:
    """'В гостях у президента, уважаемого X', 'президент, уважаемый X, принял': a style before a name, and nobody is addressed."""
    token = draft.tokens[at]
    if "уважаемый" not in token.lemmas:
        return False
    return not token.has_case("nom") or (at > first and draft.tokens[at - 1].kind == "word")


def _credits(draft: Draft, first: int, last: int) -> bool:
    """'Fell thanks to a good harvest' thanks nobody; 'thanks to our hosts for' does."""
    tokens = draft.tokens
    if tokens[first].low != "thanks" or (tokens[last : last + 1] and tokens[last].low != "to"):
        return False
    given = first > 0 and (tokens[first - 1].low in _GIVEN or tokens[first - 1].low.endswith("ed"))
    return not given and not any(token.low == "for" for token in tokens[last : last + _THANKED])


def _voices(draft: Draft, cues: Sequence[Cue], last: int, nouns: frozenset[str]) -> bool:
    """'reaffirmed its support', 'подтвердил и поддержку', 'reaffirmed Tavania's commitment to'."""
    voices = draft.kit.words.acts.voices
    return any(
        token.lemmas & nouns
        for cue in cues
        if cue.lemma in voices
        for token in draft.tokens[cue.last : min(last, cue.last + 4)]
    )


def cue_act(draft: Draft, cue: Cue, last: int) -> Act:
    """The act that a verb or noun of speech stands for here; a claim where it is negated, describes a thing, or greets a guest."""
    acts = draft.kit.words.acts
    if is_attribute(draft, cue):
        return Act.CLAIM
    if is_negated(draft, cue):
        return Act.CONCERN if cue.act in (Act.SUPPORT, Act.COMMITMENT) else Act.CLAIM
    if (cue.act is Act.PROPOSAL and endorses(draft, cue, last)) or _hails_idea(draft, cue, last):
        return Act.SUPPORT
    if cue.form is CueForm.OTHER and cue.act is Act.SUPPORT and draft.tokens[cue.first - 1].low == "to":
        return Act.CLAIM  # 'to support the poorest'
    if cue.lemma == "appreciate" and draft.tokens[cue.first - 1].low == "highly":
        return Act.SUPPORT
    if _declines_to_answer(draft, cue, last):
        return Act.CLAIM
    if cue.form is CueForm.GERUND and (
        draft.tokens[cue.first - 1].low in ("for", "of", "by", "without", "after", "including")
        or any(token.low == "including" for token in draft.tokens[max(0, cue.first - _LISTED) : cue.first])
        or cue.act is Act.COURTESY
        or _greets_guests(draft, cue, last)
    ):
        return Act.CLAIM  # 'for disagreeing in public'; 'welcoming her colleagues, she observed'
    if cue.act is Act.CLAIM and cue.form is CueForm.FINITE and complains(draft, cue.first, cue.last):
        return Act.CONCERN
    if cue.act is Act.COMMITMENT and any(
        draft.kit.held.get(token.lemma) is Act.COURTESY
        for token in draft.tokens[cue.last : min(last, cue.last + _OFFERED)]
    ):
        return Act.COURTESY  # 'offered his condolences'
    if cue.act is Act.COMMITMENT and (_is_possible(draft, cue) or _only_assures(draft, cue, last)):
        return Act.CLAIM
    if _only_tells(draft, cue, last):
        return Act.CLAIM
    if cue.act is Act.CLAIM and cue.lemma in acts.voices and (fronted := _fronted(draft, cue)) is not None:
        return fronted
    if cue.lemma in acts.invites:
        return Act.COURTESY
    if cue.act is Act.SUPPORT and not _values_idea(draft, cue.first, cue.last, last):
        return Act.CLAIM
    if cue.lemma in _GREETS and cue.act is Act.COURTESY and not _greets_guests(draft, cue, last):
        return Act.SUPPORT  # 'приветствует встречу президентов'
    if cue.act is Act.SUPPORT and _greets_guests(draft, cue, last):
        return Act.COURTESY
    if cue.form is CueForm.OTHER and draft.tokens[cue.first].can_be("infinitive"):
        return Act.CLAIM  # 'парламентам предстоит одобрить'
    return cue.act


def _is_possible(draft: Draft, cue: Cue) -> bool:
    """'the best that a government can offer', 'что стороны договорятся': not promised yet."""
    before = draft.tokens[cue.first - 1].low if cue.first else ""
    later = cue.form is CueForm.OTHER and any(
        reading.tense == "fut" for reading in draft.tokens[cue.first].readings[:1]
    )
    return later or before in ("can", "could", "may", "might")


def _foretells(draft: Draft, first: int, last: int) -> bool:
    """'построит', 'готов построить', 'будет открыт': what is to come."""
    return any(
        token.can_be("infinitive") or any(reading.tense == "fut" for reading in token.readings[:2])
        for token in draft.tokens[first:last]
    )


def _fronted(draft: Draft, cue: Cue) -> Act | None:
    """'Слова признательности президент выразил соседу': what is voiced stands before its verb."""
    tokens, at = draft.tokens, cue.first - 1
    while at >= 0 and cue.first - at <= _FRONT and tokens[at].kind == "word":
        for act, nouns in _FRONTED.items():
            if tokens[at].lemmas & nouns:
                return act
        at -= 1
    return None


def _only_assures(draft: Draft, cue: Cue, last: int) -> bool:
    """'assured me that the letters had been typed', 'promises that trade will hit 25 billion': a fact or a forecast, not a deed."""
    tokens = draft.tokens
    whom = range(cue.last, min(last, cue.last + _TOLD))
    if draft.kit.code == "ru":
        return cue.lemma in _ASSURES and any(
            tokens[at].low == "что" and not _foretells(draft, at + 1, last) for at in whom
        )
    that = next((at for at in whom if tokens[at].low == "that"), None)
    if that is None:
        return False
    will = next((at for at in range(that, last - 1) if tokens[at].low in ("will", "would", "shall")), None)
    if will is None:
        ready = draft.kit.act_words.find(tokens, that, last)
        return not any(match.payload == "commits" for match in ready)
    reaches = tokens[will + 1].lemma in draft.kit.words.acts.states or tokens[will + 1].low == "hit"
    return reaches and any(token.kind == "number" for token in tokens[will:last])


def complains(draft: Draft, first: int, last: int) -> bool:
    """'said bitterly', 'с горечью заметил': how somebody speaks tells that he complains."""
    return bool(draft.kit.trigger(_is_mood).places(draft.tokens, max(0, first - _MOOD), last + _MOOD))


def _is_mood(kit: Kit, token: Token) -> bool:
    return not kit.words.acts.moods.isdisjoint(token.lemmas)


def _only_tells(draft: Draft, cue: Cue, last: int) -> bool:
    """'the largest that they had undertaken', 'blamed the drop on a poor harvest': no promise and no reproach."""
    if cue.lemma not in ("undertake", "blame"):
        return False
    following = [token.low for token in draft.tokens[cue.last : min(last, cue.last + _REASON)]]
    if cue.lemma == "undertake":
        return following[:1] not in (["to"], ["that"])
    return "on" in following and "for" not in following


def _hails_idea(draft: Draft, cue: Cue, last: int) -> bool:
    """'поприветствовал стремление соседей': a thing that another has come up with, and no guest, stands next."""
    if cue.act is not Act.COURTESY or cue.form is CueForm.GERUND or cue.lemma not in _HAILS:
        return False
    acts = draft.kit.words.acts
    near = draft.tokens[cue.last : min(last, cue.last + 3)]
    noun = next((token for token in near if token.lemmas & {*acts.guests, *acts.backs, *acts.steps}), None)
    return noun is not None and not noun.lemmas & acts.guests


def _declines_to_answer(draft: Draft, cue: Cue, last: int) -> bool:
    """'declined to comment', 'отвечать отказался'."""
    acts = draft.kit.words.acts
    if cue.lemma not in acts.refusals:
        return False
    near = [
        *draft.tokens[max(0, cue.first - 2) : cue.first],
        *draft.tokens[cue.last : min(last, cue.last + 2)],
    ]
    return any(token.lemmas & acts.answers for token in near)


def _greets_guests(draft: Draft, cue: Cue, last: int) -> bool:
    """'welcomed the delegates', 'приветствовал участников'."""
    if not draft.tokens[cue.first].lemmas & {"welcome", "приветствовать"}:
        return False
    guests = draft.kit.words.acts.guests
    near = draft.tokens[cue.last : min(last, cue.last + 4)]
    events = draft.kit.words.acts.events
    if draft.kit.code == "ru" and near and near[0].lemmas & events and near[0].has_case("acc"):
        return False  # 'приветствует встречу президентов'
    return any(token.lemmas & guests for token in near) or bool(
        draft.people_in(cue.last, min(last, cue.last + 4))
    )


def direct_act(draft: Draft, segments: Sequence[Span], own: str | None, attributed: Act = Act.CLAIM) -> Act:
    """The act of words in quotation marks: a proposal if they propose anything, else that of their main part; `attributed` is the act
    of the verb beside them ('warned', 'предупредил')."""
    counts: Counter[Act] = Counter()
    for span in segments:
        for low, high in sentences_between(draft, *draft.token_range(span)):
            act = own_act(draft, low, high, own)
            if act is Act.PROPOSAL:
                return act
            if act is not Act.CLAIM or high - low > _SHORT:
                counts[act] += 1
    facts = counts.pop(Act.CLAIM, 0)
    if attributed is Act.CLAIM and not counts and _asks_bitterly(draft, segments):
        return Act.CONCERN
    if attributed is Act.CONCERN or (not counts and attributed is Act.COMMITMENT):
        return attributed
    if not counts:
        return Act.CLAIM
    most = max(counts.values())
    if facts > (_FACTS if counts.keys() != {Act.COURTESY} else 1) * most:
        return Act.CLAIM
    return first_that_fits([act for act, count in counts.items() if count == most])


def _asks_bitterly(draft: Draft, segments: Sequence[Span]) -> bool:
    """'Who will pay for it?', «Сколько можно ждать?»: a question that nobody is meant to answer ends what is said."""
    if not segments:
        return False
    first, last = draft.token_range(segments[-1])
    if last - first < 2 or draft.tokens[last - 1].text != "?":
        return False
    low, high = draft.token_range(segments[0])[0] if len(segments) > 1 else first, last
    begin, _ = sentences_between(draft, low, high)[-1]
    words = [token.low for token in draft.tokens[begin:last] if token.kind == "word"]
    asks = next((at for at, word in enumerate(words) if word not in _JOINS), None)
    return asks is not None and words[asks] in _REPROACHES


def own_act(draft: Draft, first: int, last: int, own: str | None) -> Act:
    """The act of one sentence of a speech, by its own words."""
    marks = Marks(draft, first, last)
    if asks_of_words(draft, marks, first, last, speech=True):
        return Act.PROPOSAL
    acts = []
    if condition_of_harm(draft, first, last):
        return Act.CONCERN
    if pledges(draft, marks, first, last, own):
        acts.append(Act.COMMITMENT)
    if supports(draft, marks, first, last):
        acts.append(Act.SUPPORT)
    if worries(draft, marks, first, last):
        acts.append(Act.CONCERN)
    if _greets(draft, marks, first, last):
        acts.append(Act.COURTESY)
    return first_that_fits(acts)


def supports(draft: Draft, marks: Marks, first: int, last: int) -> bool:
    """'мы поддерживаем идею', 'we share the position': not negated, and no guest greeted."""
    guests = draft.kit.words.acts.guests
    tokens = draft.tokens
    return any(
        _values_idea(draft, match.first, match.last, last)
        and not any(token.low in ("не", "not") for token in tokens[max(first, match.first - 2) : match.first])
        and not any(reading.pos in ("infinitive", "gerund") for reading in tokens[match.first].readings[:1])
        and not (
            tokens[match.last - 1].low.startswith(_WELCOMES)
            and any(token.lemmas & guests for token in tokens[match.last : min(last, match.last + 2)])
        )
        for match in marks.of("supports", first, last)
    )


def _values_idea(draft: Draft, first: int, cue: int, last: int) -> bool:
    """Whether words may support: 'высоко оценил' does so with an idea or step behind it, of work or results it is an assessment."""
    if draft.tokens[first].low != "высоко":
        return True
    acts = draft.kit.words.acts
    near = draft.tokens[cue : min(last, cue + _VALUED)]
    return any(token.lemmas & {*acts.backs, *acts.steps} for token in near)


def sentences_between(draft: Draft, first: int, last: int) -> list[tuple[int, int]]:
    """Sentences inside a quotation: stretches of tokens between full stops and line ends."""
    tokens = draft.tokens
    found: list[tuple[int, int]] = []
    start = first
    for number in range(first, last):
        token = tokens[number]
        ends = token.text in ".!?…" and (number + 1 >= last or tokens[number + 1].capital)
        line = number + 1 < last and "\n" in draft.text[token.end : tokens[number + 1].start]
        if ends or line:
            found.append((start, number + 1))
            start = number + 1
    if start < last:
        found.append((start, last))
    return found
