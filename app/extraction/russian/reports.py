"""Which cue of a Russian sentence reports what somebody said, and who that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from app.domain.findings import Speaker
from app.domain.kinds import Act, Attribution
from app.domain.record import record
from app.extraction.draft import Draft, Person, Role
from app.extraction.layout import LineKind
from app.extraction.russian.clauses import has_clause, is_inserted, is_subordinate
from app.extraction.russian.cues import is_first_person
from app.extraction.russian.phrases import Phrase, Sort
from app.extraction.russian.quotes import verb_before
from app.extraction.russian.subjects import is_body
from app.extraction.russian.words import is_acronym, shape
from app.extraction.speech.candidates import Candidate
from app.extraction.speech.cues import Cue, CueForm
from app.extraction.speech.speakers import Speakers
from app.extraction.toolkit import Kit
from app.language import Sentence, Token

_OPENING = 3  # tokens: a gerund that opens the sentence only leads to what was done
_PAPER = 5  # tokens between a paper and 'согласно которому': 'доклад о ценах на хлеб,'
_AGENCIES = frozenset({"агентство", "корреспондент"})
_FROM_THIS = 8  # tokens between 'об этом' and its verb: 'об этом президент страны вчера заявил'
_NEAR = 6  # tokens between an impersonal participle and its infinitive
_BEFORE_ASKING = frozenset({"о", "об", "за", "на", "с", "к", "по", "чему"})
_ASKING = frozenset({"что", "чем", "чём", "чему", "кто", "кого", "кому", "ком", "как", "какие", "какой", "каких", "какую", "почему", "зачем"})  # fmt: skip
_SUCH = frozenset({"такой", "соответствующий", "подобный"})

_Tried = tuple[Cue, Candidate | None]


@record
class Report:
    """A sentence that reports: by which cue, whose subject, and by which rule."""

    cue: Cue
    subject: Candidate | None
    speaker: Speaker | None
    rule: str
    told: bool = True
    """Whether the sentence itself tells that somebody speaks."""
    agentless: bool = False
    """A passive that names nobody: may be given to the only speaker of the text."""


def report_of(draft: Draft, speakers: Speakers, sentence: Sentence, cues: Sequence[Cue]) -> Report | None:
    """The report that a sentence is, or None. A person before a country or body, and those before who only passes it on."""
    if _is_question(draft, sentence):
        return None
    if not cues:
        return _remark(draft, speakers, sentence) or _presented(draft, speakers, sentence)
    first, last = sentence.first, sentence.last
    words = draft.kit.words.speech
    tried: list[_Tried] = []
    outer = next((cue for cue in cues if cue.form is CueForm.PASSIVE and has_clause(draft, cue, last)), None)
    for cue, subject in _likeliest(draft, _asked(speakers, sentence, cues, tried)):
        if outer is not None and outer.last <= cue.first and _rank(draft, subject):
            continue  # 'подчёркивается, что Тавания поддержала …': the country is told of
        if subject is not None and _is_credit(draft, subject, cue):
            continue
        if cue.form is CueForm.WORDS_OF:
            speaker = speakers.of_cue(cue, first, last)
            if speaker is not None:
                return Report(cue, subject, speaker, "words-of-cue")
            if subject is not None or _means_somebody(draft, cue):
                return Report(cue, subject, None, "unresolved-source")
            continue
        if subject is None or not speaks(draft, subject, cue, last):
            continue
        speaker = speakers.resolve(subject)
        asks = cue.act is not Act.CLAIM and subject.what == "pronoun"
        if speaker is None and asks and not has_clause(draft, cue, last, subject):
            continue  # 'она предлагает выход': a thing, for all we know
        if cue.lemma in words.stances and (implied := speakers.country_goes_on(subject)) is not None:
            return Report(cue, subject, implied, "own-country", told=False)
        return Report(cue, subject, speaker, "finite-cue")
    for cue in cues:
        if cue.form is CueForm.GERUND and (
            has_clause(draft, cue, last) or (cue.first - first > _OPENING and _tells_of(draft, cue))
        ):
            subject = speakers.subject_of(cue, first, last)
            if subject is not None and _is_able(draft, subject):
                return Report(cue, subject, speakers.resolve(subject), "gerund-cue")
    for cue, subject in tried:
        if (
            cue.form is CueForm.FINITE
            and (not cue.decision or cue.act is Act.PROPOSAL)
            and subject is None
            and _goes_on(draft, speakers, cue, first, last)
        ):
            going_on = speakers.discourse.last
            assert going_on is not None
            continued = replace(going_on, attribution=Attribution.CONTINUED, rule="continued")
            return Report(cue, None, continued, "continued-subject")
    for cue, subject in tried:
        if (
            cue.form is CueForm.FINITE
            and subject is None
            and has_clause(draft, cue, last)
            and not is_first_person(draft.tokens[cue.verb])
        ):
            house = _same_house(draft, speakers, cue, first)
            return Report(cue, None, house, "unresolved-subject" if house is None else "same-house")
    for cue in cues:
        if cue.form is CueForm.PASSIVE and _is_impersonal(draft, cue, last):
            agent = speakers.subject_of(cue, first, last)
            if agent is not None:
                return Report(cue, agent, speakers.resolve(agent), "agent")
            if not _has_means(draft, cue):
                return Report(cue, None, None, "agentless", agentless=not _has_paper(draft, first, last))
    return _remark(draft, speakers, sentence)


def _asked(
    speakers: Speakers, sentence: Sentence, cues: Sequence[Cue], tried: list[_Tried]
) -> Iterator[_Tried]:
    """The subjects of the cues that have one, each asked for when it is needed, and kept."""
    for cue in cues:
        if cue.form in (CueForm.FINITE, CueForm.WORDS_OF):
            tried.append((cue, speakers.subject_of(cue, sentence.first, sentence.last)))
            yield tried[-1]


def _likeliest(draft: Draft, asked: Iterable[_Tried]) -> Iterator[_Tried]:
    """Persons as they come, so that the other cues are not asked where one of them speaks; then the rest by their rank."""
    later: list[tuple[int, _Tried]] = []
    for pair in asked:
        if rank := _rank(draft, pair[1]):
            later.append((rank, pair))
        else:
            yield pair
    yield from (pair for _, pair in sorted(later, key=itemgetter(0)))


def _same_house(draft: Draft, speakers: Speakers, cue: Cue, first: int) -> Speaker | None:
    """'Там уверяют, что …': the house or capital that spoke last."""
    last = speakers.discourse.last
    there = any(token.low == "там" for token in draft.tokens[first : cue.first])
    if not there or last is None or not last.id.startswith("org:"):
        return None
    return replace(last, attribution=Attribution.CONTINUED, rule="same-house")


def _is_saying(kit: Kit, token: Token) -> bool:
    return token.lemma in kit.words.speech.sayings


def _remark(draft: Draft, speakers: Speakers, sentence: Sentence) -> Report | None:
    """'X ограничился коротким замечанием: мост закрыт': a noun of speech before a colon, whatever the verb."""
    tokens = draft.tokens
    for at in draft.kit.trigger(_is_saying).places(tokens, sentence.first + 1, sentence.last - 3):
        colon = at + 1
        if tokens[colon].text != ":":
            continue
        cue = verb_before(draft, sentence.first, colon + 1)
        subject = speakers.subject_of(cue, sentence.first, colon) if cue is not None else None
        if cue is not None and subject is not None and not _rank(draft, subject):
            return Report(cue, subject, speakers.resolve(subject), "remark")
    return None


def _is_according(kit: Kit, token: Token) -> bool:
    return token.low == "согласно"


def _presented(draft: Draft, speakers: Speakers, sentence: Sentence) -> Report | None:
    """'X представил доклад, согласно которому рост ускорился': what stands in the paper of whoever brought it."""
    tokens, papers = draft.tokens, draft.kit.words.speech.papers
    for at in draft.kit.trigger(_is_according).places(tokens, sentence.first + 2, sentence.last - 2):
        brought = any(token.lemma in papers for token in tokens[max(sentence.first, at - _PAPER) : at])
        if tokens[at + 1].lemma != "который" or tokens[at - 1].text != "," or not brought:
            continue
        verb = next(
            (
                number
                for number in range(at - 1, sentence.first, -1)
                if tokens[number].readings and tokens[number].readings[0].pos == "verb"
            ),
            None,
        )
        if verb is None:
            continue
        cue = Cue(verb, verb + 1, verb, Act.CLAIM, CueForm.FINITE, tokens[verb].lemma)
        subject = speakers.subject_of(cue, sentence.first, at)
        if subject is not None and _is_able(draft, subject):
            return Report(cue, subject, speakers.resolve(subject), "paper-of")
    return None


def _tells_of(draft: Draft, cue: Cue) -> bool:
    """'Заявив о своих планах', 'призвав к миру': a gerund whose object tells what was said."""
    words = draft.kit.words.speech
    if cue.phrase or (cue.act is not Act.CLAIM and cue.lemma not in words.clause_only):
        return True
    if cue.lemma in words.stressed and cue.last < len(draft.tokens):
        behind = shape(draft.tokens[cue.last])
        if any(item.case == "acc" for item in (*behind.nouns, *behind.adjectives)):
            return not _celebrates(draft, cue)  # 'подчеркнув важность дорог'
    following = draft.tokens[cue.last].low if cue.last < len(draft.tokens) else ""
    return following in words.about and cue.lemma not in words.naming and cue.lemma not in words.clause_only


def only_names(draft: Draft, cues: Sequence[Cue], sentence: Sentence) -> bool:
    """'Об этом X заявил, выступая на съезде', 'такое мнение высказал X': names who spoke; what was said stands in the sentences around."""
    if draft.tokens[sentence.first].text in "—–" and not draft.begins_line(sentence.first):
        return True  # '— спросил X.' behind a question that is no statement
    if not cues or not (_points_back(draft, sentence) or any(_is_about_this(draft, cue) for cue in cues)):
        return False
    return not any(has_clause(draft, cue, sentence.last) for cue in cues)


def _points_back(draft: Draft, sentence: Sentence) -> bool:
    """'Об этом …', 'с таким призывом …', 'такое мнение …' at a sentence's beginning."""
    tokens = draft.tokens[sentence.first : min(sentence.last, sentence.first + 3)]
    speech = draft.kit.words.speech
    if len(tokens) > 1 and tokens[0].low in speech.about:
        return tokens[1].low in ("этом", "чем")
    if len(tokens) > 2 and shape(tokens[0]).first == "preposition":
        tokens = tokens[1:]
    return (
        len(tokens) > 1
        and tokens[0].lemmas & _SUCH != set()
        and tokens[1].lemma in (*speech.words, *speech.papers)
    )


def _is_about_this(draft: Draft, cue: Cue) -> bool:
    """'Как сообщает газета, об этом (он) заявил X'."""
    tokens = draft.tokens
    for at in range(cue.first - 1, max(0, cue.first - _FROM_THIS), -1):
        if tokens[at].kind == "mark":
            return False
        if tokens[at].low == "этом" and tokens[at - 1].low in ("об", "о"):
            return True
    return False


def _means_somebody(draft: Draft, cue: Cue) -> bool:
    """'По их мнению': somebody, whoever it is."""
    possessives = draft.kit.words.speakers.possessives
    return any(token.low in possessives for token in draft.tokens[cue.first : cue.last])


def _is_question(draft: Draft, sentence: Sentence) -> bool:
    """'Что предложил президент?', a headline 'О чём говорил министр': asks, and reports nothing."""
    if draft.tokens[sentence.last - 1].text == "?":
        return True
    if draft.layout.kinds[sentence.paragraph] is not LineKind.HEADLINE:
        return False
    first = sentence.first
    first += draft.tokens[first].low in _BEFORE_ASKING and sentence.last - first > 2
    words = draft.tokens[sentence.first : sentence.last]
    return draft.tokens[first].low in _ASKING and not any(token.text in ",:" for token in words)


def _rank(draft: Draft, subject: Candidate | None) -> int:
    if (
        subject is None
        or not isinstance(subject.what, str | Phrase)
        or subject.what in ("pronoun", "narrator")
    ):
        return 0
    if isinstance(subject.what, str):
        return 1
    if subject.what.alive and not _relays(draft, subject.what):
        return 0
    return 2 if _relays(draft, subject.what) else 1


def _is_credit(draft: Draft, subject: Candidate, cue: Cue) -> bool:
    """'…, передает РИА Новости', '…, сообщает пресс-служба', 'со ссылкой на агентство': who relays what happened says nothing himself."""
    what = subject.what
    if not isinstance(what, Phrase):
        return False
    words, head = draft.kit.words.speech, draft.tokens[what.head]
    if head.lemma in words.credits:
        return True
    site = any(
        token.text == "." for token in draft.tokens[what.head : what.last]
    )  # 'Полоса.ру', 'example.com'
    relays = _relays(draft, what) or site
    refers = any(token.lemma == "ссылка" for token in draft.tokens[cue.first : cue.last])
    if cue.lemma in words.conveys or refers:
        return relays or (what.sort is Sort.NAMED and head.lemma not in draft.kit.words.speakers.bodies)
    agency = site or (relays and (what.sort is Sort.NAMED or head.lemma in _AGENCIES))
    return agency and cue.lemma in words.relaying and is_inserted(draft, cue)


def _relays(draft: Draft, phrase: Phrase) -> bool:
    """Media, press services, correspondents."""
    head = draft.tokens[phrase.head]
    return head.lemma in draft.kit.words.speakers.relays or head.low in draft.kit.words.speakers.relays


def _is_able(draft: Draft, subject: Candidate) -> bool:
    """Whether a subject can say anything at all: people, bodies, names."""
    what = subject.what
    if isinstance(what, Phrase):
        return what.alive or what.sort is Sort.NAMED or is_body(draft, what)
    return what != "narrator"


def speaks(draft: Draft, subject: Candidate, cue: Cue, last: int) -> bool:
    """Whether a subject says something with this verb: some verbs report only with a clause, some things speak with few verbs,
    decisions are those of bodies, and who writes 'I' reports nothing."""
    words = draft.kit.words.speech
    what = subject.what
    if what == "narrator":
        return False
    clause = has_clause(draft, cue, last, subject) or _explains(draft, cue)
    if cue.lemma in words.nominates and _puts_up(draft, cue):
        return False
    if cue.lemma in words.clause_only and not cue.phrase and not clause:
        return False
    if not clause and cue.lemma in words.celebrates and _celebrates(draft, cue):
        return False
    if not clause and is_subordinate(draft, cue):
        return False
    if not clause and not cue.phrase and cue.lemma in words.naming and _only_names(draft, cue, subject, last):
        return False
    if not clause and _names_this(draft, cue):
        return False
    if isinstance(what, Person | Role) or what == "pronoun":
        instructs = cue.decision and cue.act is Act.PROPOSAL  # 'президент поручил подготовить'
        return not cue.decision or subject.number == "pl" or instructs
    if isinstance(what, str):  # a place
        return cue.decision or cue.lemma in words.collective or cue.act is not Act.CLAIM or clause
    if what.alive:
        return not cue.decision or subject.number == "pl"
    if what.sort is Sort.NAMED or is_body(draft, what):
        if cue.decision:
            return True
        if _relays(draft, what) and not clause:
            return False
        return cue.lemma in words.collective or cue.act is not Act.CLAIM or clause
    return (
        clause
        and cue.act is Act.CLAIM
        and cue.lemma in words.collective
        and not cue.decision
        and not _points_out(draft, cue)
    )


def _explains(draft: Draft, cue: Cue) -> bool:
    """'Объясняют задержку погодой': the reason stands in the instrumental."""
    after = draft.tokens[cue.last : cue.last + 1]
    return cue.lemma in draft.kit.words.speech.explains and any(
        token.has_case("ins") and not token.has_case("nom") for token in after
    )


def _puts_up(draft: Draft, cue: Cue) -> bool:
    """'Выдвинула бывшего министра': somebody is put up for an office, nothing is proposed."""
    return any(
        token.has_case("acc")
        and any(item.animate for item in shape(token).nouns)
        and not token.has_case("nom")
        for token in draft.tokens[cue.last : cue.last + _NEAR]
    )


def _names_this(draft: Draft, cue: Cue) -> bool:
    """'Заявил об этом на встрече': what was said stands elsewhere."""
    following = draft.tokens[cue.last : cue.last + 2]
    return len(following) == 2 and following[0].low in ("об", "о") and following[1].low == "этом"


def _celebrates(draft: Draft, cue: Cue) -> bool:
    """'Отметил свой юбилей': a feast and no remark."""
    occasions = draft.kit.words.speech.occasions
    return any(token.lemma in occasions for token in draft.tokens[cue.last : cue.last + _NEAR])


def _points_out(draft: Draft, cue: Cue) -> bool:
    """'Рост говорит о том, что …': evidence, and no speech."""
    following = draft.tokens[cue.last].low if cue.last < len(draft.tokens) else ""
    return following in ("о", "об", "на")


def _only_names(draft: Draft, cue: Cue, subject: Candidate, last: int) -> bool:
    """'Рассказал о проекте': the subject of the talk, not what was said. A figure says something."""
    tokens = draft.tokens[cue.last : last]
    return not any(token.kind == "number" or token.text == ":" for token in tokens)


def _goes_on(draft: Draft, speakers: Speakers, cue: Cue, first: int, last: int) -> bool:
    """'Также отметил, что …': no subject in the sentence, and the verb fits who spoke before."""
    going_on = speakers.discourse.last
    token = draft.tokens[cue.verb]
    verbs = [reading for reading in token.readings[:2] if reading.pos == "verb"]
    if any(is_acronym(item) for item in draft.tokens[first : cue.first]):
        return False
    if going_on is None or not verbs or is_first_person(token):
        return False
    if is_subordinate(draft, cue) and not has_clause(draft, cue, last):
        return False
    if verbs[0].number == "pl" or verbs[0].gender == "n" or going_on.id.startswith("org:"):
        return False
    if cue.lemma in draft.kit.words.speech.clause_only and not has_clause(draft, cue, last):
        return False
    gender = speakers.gender_of(going_on.id)
    if verbs[0].tense == "past" and gender and verbs[0].gender and gender != verbs[0].gender:
        return False
    return not any(_may_be_somebody(item) for item in draft.tokens[first : cue.first])


def _may_be_somebody(token: Token) -> bool:
    """A word in the nominative and in no other case: the verb has a subject, although we do not know him."""
    found = shape(token)
    cases = {item.case for item in (*found.nouns, *found.adjectives)}
    return cases == {"nom"} or "nom" in {item.case for item in found.nouns if item.animate}


def _is_impersonal(draft: Draft, cue: Cue, last: int) -> bool:
    """'Было отмечено, что', 'предлагается построить', 'как подчёркивалось': passives that report; 'назван победителем' does not."""
    token = draft.tokens[cue.verb]
    reading = next((item for item in token.readings if item.pos in ("short", "verb")), None)
    if reading is None:
        return False
    if reading.pos == "short":
        if cue.verb and draft.tokens[cue.verb - 1].low in ("будет", "будут"):
            return False
        if cue.phrase:
            return True
        if reading.gender == "n":
            following = draft.tokens[cue.last : min(last, cue.last + _NEAR)]
            return (
                has_clause(draft, cue, last)
                or any(token.can_be("infinitive") for token in following)
                or is_inserted(draft, cue)
            )
        return reading.lemma in draft.kit.words.speech.stressed
    following = draft.tokens[cue.last : min(last, cue.last + _NEAR)]
    asks = any(item.can_be("infinitive") for item in following)
    return has_clause(draft, cue, last) or asks or is_inserted(draft, cue)


def _has_paper(draft: Draft, first: int, last: int) -> bool:
    """'В публикации утверждается': said by whoever wrote it, not by whom the text is about."""
    papers = draft.kit.words.speech.papers
    return any(
        draft.tokens[number].low in ("в", "во") and draft.tokens[at].lemma in papers
        for number in range(first, last)
        for at in range(number + 1, min(last, number + 3))
    )


def _has_means(draft: Draft, cue: Cue) -> bool:
    """'Отмечено премией': something in the instrumental right after the participle."""
    following = draft.tokens[cue.last : cue.last + 1]
    return any(token.has_case("ins") and not token.has_case("nom") for token in following)
