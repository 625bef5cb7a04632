"""The words of one language that the grammar works with (data/vocabulary/words/xx.yaml). Dictionary forms unless told otherwise."""

from __future__ import annotations

import copyreg
from collections.abc import KeysView
from decimal import Decimal
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetPydanticSchema
from pydantic_core import CoreSchema, core_schema

from app.domain.kinds import Act


def _keys(words: list[str]) -> KeysView[str]:
    return dict.fromkeys(words).keys()


# Processes that extract are handed the vocabulary as it was read here, not as its files may be by then.
copyreg.pickle(cast("type[KeysView[str]]", type({}.keys())), lambda keys: (_keys, (list(keys),)))


def _words(_: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    return core_schema.no_info_after_validator_function(_keys, handler(list[str]))


Words = Annotated[KeysView[str], GetPydanticSchema(_words)]
"""A list of words, in its order: rules ask of every word of a text whether it is in one, and are answered at once."""
NO_WORDS = cast("KeysView[str]", [])  # validated as what is given is


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class SpeechWords(_Part):
    """What tells that someone speaks, by the act that it is."""

    verbs: dict[Act, list[str]]
    """Verbs whose subject speaks: say, propose, promise."""
    phrases: dict[Act, list[str]]
    """Phrases of several words whose subject speaks: 'express confidence', 'come up with an initiative'."""
    clausal: Words = NO_WORDS
    """Verbs that report only with a clause or a quotation: 'she believes that …', 'they hope to'; 'she knows him' tells nothing."""
    beside_quotation: Words = NO_WORDS
    """Verbs that speak only beside a quotation or inserted in what is said: 'he began', 'she smiled', 'he went on'."""
    views: Words = NO_WORDS
    """Nouns of 'in his view', 'by her own estimate'."""
    measures: Words = NO_WORDS
    """Verbs that give a figure: 'analysts put it at nine percent'."""
    leads: Words = NO_WORDS
    """Verbs whose infinitive tells who speaks: 'went on to say', 'hastened to add'."""
    of_things: Words = NO_WORDS
    """Verbs of speech that things have, too: 'the deal calls for', 'growth added'; they tell a speaker only after people and bodies."""
    calling: Words = NO_WORDS
    """Verbs that speak only where they call something something: 'called it a waste'."""
    silent: Words = NO_WORDS
    """Verbs that tell no speech, whatever stands beside them: 'know that', 'ensure that', 'happen'."""
    credits: Words = NO_WORDS
    """Bodies that relay what others did and said: 'press service', 'news agency'."""
    convictions: Words = NO_WORDS
    """Adjectives of who holds something: 'he is confident that'."""
    documents: Words = NO_WORDS
    """What speaks for its owner: 'the president's message says'."""
    addressed: Words = NO_WORDS
    """Verbs whose object is who is told: 'tell', 'remind'."""
    nouns: Words = NO_WORDS
    """Nouns of speech whose owner speaks: 'her claim that', 'the minister's statement that'."""
    offers: Words = NO_WORDS
    """Nouns of proposing that speak only with 'is' or a colon: 'her advice was to', 'he had a request:'."""
    predicated: Words = NO_WORDS
    """Other nouns that speak only before 'is to' and 'was that': 'her message was that'."""
    expecting: Words = NO_WORDS
    """Verbs that tell a clause by an object and an infinitive: 'expects traffic to grow'."""
    wanting: Words = NO_WORDS
    """Verbs that ask by an object and an infinitive: 'wants the members to pool their ports'."""
    holds: Words = NO_WORDS
    """Verbs that speak only with an object of `held`: 'conveyed Norlia's readiness', 'shared his concern'."""
    held: dict[Act, list[str]] = {}
    """Those objects by the act that the whole is."""
    by_words_of: Words
    """What stands before the speaker: 'according to', 'по словам', 'по мнению'."""
    collective: frozenset[str]
    """Verbs of the list above with which bodies and countries speak, too."""
    decisions: dict[Act, list[str]]
    """Verbs that are statements of bodies only: agree, decide, instruct."""
    carriers: Words
    """Verbs that carry a noun of speech: 'turned to them with a call'."""
    continues: Words = NO_WORDS
    """Verbs that go on with what their subject said before: 'add'."""
    attends: Words = NO_WORDS
    """What tells only that somebody was there beside who speaks: 'attend', 'присутствовать', 'встретить'."""
    presents: Words = NO_WORDS
    """Verbs that with `points` and a list below tell what somebody plans or asks for: 'представить приоритеты:'."""
    points: Words = NO_WORDS
    """What such a list is made of: priorities, tasks, steps."""
    stances: Words
    """Verbs that tell what a country holds, not that it speaks: 'Kyrgyzstan considers'."""
    that: Words
    """What begins the clause that tells what is said: 'that', 'whether', 'что'."""
    addresses: Words
    """Verbs whose direct object is who is addressed: 'thank', 'призвать'. Others take 'to', or the dative."""
    gives: Words
    """Nouns of phrases of speech that take a dative: 'выразить благодарность кому'."""
    to_whom: Words
    """Prepositions before who is addressed: 'to', 'к'."""
    of_whom: Words
    """What stands between a body and its country: 'of'."""
    stand_for: frozenset[str]
    """Nouns that beside a country's name stand for it: its people, government, companies."""
    addressed_you: Words
    """'you', 'вам', between thanks and a name."""
    about: Words
    """Prepositions of a bare attribution: 'this was told by X', 'об этом сообщил X'."""
    reflexives: frozenset[str] = frozenset()
    """Verbs that look passive and are not: 'высказаться', 'согласиться'."""
    states: frozenset[str] = frozenset()
    """Dictionary forms whose short form is an opinion of its subject: 'убеждён', 'уверен'."""
    auxiliaries: frozenset[str] = frozenset()
    """Verbs that make an infinitive a report: 'поспешил заявить', 'вынужден признать'."""
    denied_auxiliaries: Words = NO_WORDS
    """Those that do so under 'not' only: 'не преминул отметить'. They are auxiliaries, too."""
    clause_only: frozenset[str] = frozenset()
    """Verbs of speech or thought that report only with a clause, a quotation or between commas: 'заключить', 'думать'."""
    naming: frozenset[str] = frozenset()
    """Verbs that with a mere 'about' name a subject and say nothing: 'рассказал о проекте'."""
    celebrates: Words = NO_WORDS
    """Verbs that mean 'remark' and 'celebrate': 'отметить'."""
    occasions: Words = NO_WORDS
    """What is celebrated: 'юбилей'."""
    quoting: Words = NO_WORDS
    """Verbs of who passes on another's words: 'цитирует', 'приводит'."""
    readiness: Words = NO_WORDS
    """What a country says of itself in a headline, as it is written: 'Норлия готова …'."""
    relaying: Words = NO_WORDS
    """Verbs with which a medium behind what is told only relays it: '…, сообщает портал'."""
    conveys: Words = NO_WORDS
    """Those whose subject reads out or brings another's words and says nothing himself: 'передать', 'зачитать'."""
    explains: Words = NO_WORDS
    """Verbs that tell a reason in the instrumental: 'объясняют задержку погодой'."""
    nominates: Words = NO_WORDS
    """Verbs that propose a thing or a plan, but put up a person: 'выдвинуть'."""
    sayings: Words = NO_WORDS
    """Nouns that before a colon tell that something is said: 'ограничился замечанием: …'."""
    words: Words = NO_WORDS
    """What they pass on: 'слово', 'мнение'."""
    floor: Words = NO_WORDS
    """Words that give somebody the floor: 'слово', 'выступить'."""
    papers: frozenset[str] = frozenset()
    """What can say something in its owner's name: 'в заявлении МИД говорится'."""
    stressed: Words = NO_WORDS
    """Participles that tell what was said though they have a subject: 'подчёркнута важность'."""
    no_statement: Words
    """Phrases with a speech verb that only name a subject or an event: 'took the floor', 'answer questions'."""
    headline_predicates: Words
    """What headlines have in the place of a verb: 'ready', 'готов'."""


class SpeakerWords(_Part):
    """What can stand for a speaker whose name is not given."""

    roles: dict[str, str]
    """Title -> office as in leaders.offices, or one of: head of state, leader, minister, colleague, host, guest."""
    pronouns: dict[str, Literal["m", "f", "n", "pl"]]
    possessives: dict[str, Literal["m", "f", "n", "pl"]]
    bodies: Words
    """Nouns of bodies that speak as one: sides, participants, ministry, delegation."""
    body_beginnings: Words = NO_WORDS
    """Beginnings of names of bodies: 'мин', 'гос'."""
    body_endings: Words = NO_WORDS
    """Endings of names of bodies: 'банк', 'комитет'."""
    relays: frozenset[str] = frozenset()
    """Media and press services, which pass on what others said: they speak only where nobody else does."""
    bear_names: frozenset[str] = frozenset()
    """Nouns behind which a name stands as it is: 'города Брисбен'."""
    relations: frozenset[str] = frozenset()
    """Who is somebody's: 'по словам советника президента', 'матери X'. A name in the genitive behind it is whose he is."""
    somebody: frozenset[str] = frozenset()
    """Adjectives and numerals that stand for somebody: 'многие', 'один'."""
    referring: Words = NO_WORDS
    """Nouns that alone mean a person who has just spoken: 'чиновник', 'дипломат'."""
    interlocutors: Words = NO_WORDS
    """Nouns that mean the other of two people: 'собеседник'."""
    experts: Words = NO_WORDS
    """Nouns that alone mean who has just spoken, if he was introduced as one of the scholars: 'эксперт', 'специалист'."""
    scholars: Words = NO_WORDS
    """Titles of people who speak as experts: 'политолог', 'профессор'."""
    stand_ins: dict[str, list[str]] = {}
    """Head of 'глава ведомства', 'представитель Кремля' -> heads of the titles of whom it may mean. One that stands among its own
    titles means him only where no house is named."""
    two_sides: Words
    """'bilateral', 'двух стран': the text is about the two countries that it begins with."""


class ProposalWords(_Part):
    """How what is proposed is joined to its verb."""

    that: Words
    """'that', 'чтобы': the clause after it holds the action."""
    in_favour: Words
    """'за': what one speaks out for; each of several is a proposal."""
    joins: Words
    """'and', 'а также': between two proposals of one sentence."""
    relatives: Words
    """'который', 'where': what comes after describes the proposal and is no further one."""
    leaves: Words
    """Verbs of moving away from something, which only begin a proposal: 'уйти от A и строить B'."""
    ordinals: Words
    """'во-вторых', 'second': between two proposals."""
    enumerations: Words
    """Words, as written, with which the points of a list of proposals begin: 'первое', 'во-вторых', 'thirdly'."""
    counted: Words
    """'вещь', 'step': 'I propose three things' announces proposals and is none."""
    ends: Words
    """Words after a comma or dash that end a proposal: 'because', 'но', 'это'."""
    verbs: Words = NO_WORDS
    """Verbs of doing in their base form, where the language does not tell them by their form (English)."""
    verbs_or_nouns: Words = NO_WORDS
    """The same, of those that are nouns as well: 'plan', 'share'."""
    verbal_nouns: Words = NO_WORDS
    """Nouns made of verbs whose endings do not tell it: 'запуск', 'отмена'."""
    things: Words = NO_WORDS
    """Nouns that end like those and are things: 'соглашение', 'организация'."""


class GrammarWords(_Part):
    """Closed classes and irregular forms of a language whose dictionary tells no parts of speech, as they are written."""

    determiners: Words = NO_WORDS
    """'the', 'some', 'his': a noun phrase begins with one."""
    pronouns: Words = NO_WORDS
    """Those that can be a subject."""
    objects: Words = NO_WORDS
    """Pronouns that cannot: 'him', 'themselves'."""
    prepositions: Words = NO_WORDS
    subordinators: Words = NO_WORDS
    """'that', 'when', 'because': a clause of less rank begins."""
    relatives: Words = NO_WORDS
    coordinators: Words = NO_WORDS
    auxiliaries: Words = NO_WORDS
    be: Words = NO_WORDS
    modals: Words = NO_WORDS
    negations: Words = NO_WORDS
    """'not', 'never', and verbs that turn a verb of speech into silence: 'decline', 'refuse'."""
    adverbs: Words = NO_WORDS
    """Adverbs without the ending -ly that stand beside verbs."""
    past: Words = NO_WORDS
    """Irregular past forms of common verbs that are no participles of the same look with another use."""
    present: Words = NO_WORDS
    """Third-person forms of common verbs that are no plural nouns."""
    times: Words = NO_WORDS
    """Days, months and words of time."""
    titles: Words = NO_WORDS
    """What stands before a name: 'Mr', 'Sen', 'Chancellor'."""
    houses: Words = NO_WORDS
    """Last words of names that no person bears: 'Ministry', 'Bank', 'Times'."""
    postnominal: Words = NO_WORDS
    """Adjectives that stand behind their noun: 'sources close to', 'officials familiar with'."""
    people: Words = NO_WORDS
    """Nouns of people that speak unnamed: 'official', 'analyst', 'spokeswoman'."""
    unliving: Words = NO_WORDS
    """Of the nouns of people those that are bodies and papers: 'ministry', 'survey'."""
    men: Words = NO_WORDS
    """Nouns and titles that tell a man."""
    women: Words = NO_WORDS
    """Nouns and titles that tell a woman."""


class ActWords(_Part):
    """What a sentence does by its own words, in quotations and under neutral verbs such as 'say'."""

    needs: Words
    """'it is necessary', 'should': with an action, a proposal."""
    asks: Words
    """First-person requests: 'I propose', 'let us', 'давайте'."""
    wants: Words
    """'нужен', 'we need', 'is required': with a thing, a proposal."""
    importance: Words
    """'importance', 'важность': of doing something, a proposal."""
    necessity: Words
    """'need', 'необходимость': of an action or a thing, a proposal."""
    ideas: Words
    """Nouns of proposing: 'idea', 'инициатива', after a verb of `puts`."""
    puts: Words
    """Verbs that come up with an idea: 'float', 'выступить'."""
    clefts: Words
    """'what is needed is …', 'what I ask for is …': words between 'what' and 'is'."""
    voices: Words
    """Verbs that carry support as a noun: 'reaffirmed support', 'подтвердил поддержку'."""
    solutions: Words
    """'выход', 'решение', that one sees in doing something; subject and verb may stand between."""
    sights: Words = NO_WORDS
    """'резерв', 'причина', that one sees in a thing: an opinion."""
    sets: Words = NO_WORDS
    """Verbs with `tasks`: 'поставить задачу', 'дать указание'."""
    tasks: Words = NO_WORDS
    """What is set to somebody: 'задача', 'указание'."""
    remarks: Words
    """Verbs of saying and thinking: 'it should be noted' asks for nothing, 'увидим' promises nothing."""
    asides: Words
    """Imperatives that ask for nothing: 'believe me', 'представьте'."""
    pardons: Words
    """What one asks out of courtesy: 'прошу прощения'."""
    states: Words
    """Verbs of what comes about whoever stands before them: 'вырастет', 'will cost'."""
    outcomes: Words
    """Further verbs of what comes about by itself, but which one's own side may promise: 'поможет', 'will bring'."""
    yields: Words
    """What things do by themselves: 'the plant should generate' expects, it asks for nothing."""
    doubts: Words
    """'усомнился в целесообразности': what is doubted is not asked for."""
    answers: Words
    """Verbs of answering: 'declined to comment' criticises nothing."""
    refusals: Words
    """'отказаться', 'decline'."""
    values: Words
    """What is upheld rather than done: trust, unity, peace. 'Important to keep the spirit of trust' proposes nothing."""
    commits: Words
    """'ready to', 'open to', 'intends'."""
    intends: Words
    """Of these what one may have no intention of: 'не намерен повышать'."""
    supports: Words
    """'we support', 'хорошая идея'."""
    backs: Words
    """What one supports of another: plan, initiative, position."""
    steps: Words
    """Things done by another that one may welcome: decision, ratification."""
    worries: Words
    """What criticises, warns or regrets by itself: 'overdue', 'к сожалению'."""
    moods: Words
    """How one speaks who complains: 'bitterly', 'с горечью'."""
    ills: Words
    """Harms: a concern where they grow or last (`still`) and nothing is done against them (`remedies`)."""
    still: Words
    remedies: Words
    greets: Words
    """Thanks, greetings, congratulations, condolences."""
    guests: Words
    """Who is greeted: 'welcomed the delegates' is a courtesy, 'welcomed the plan' is support."""
    invites: Words
    """Verbs of inviting: to an event a courtesy, to a common work a proposal."""
    visits: Words
    """What one is invited to do out of courtesy: visit, attend."""
    requests: Words
    """Verbs that ask only before an action: 'asked them to prepare' proposes, 'asked what he meant' does not."""
    events: Words
    """What one is invited to out of courtesy: games, a summit, a visit."""
    forecasts: Words
    """'expect', 'надеюсь', 'if': what is said is no promise."""
    own: Words
    """Nouns of the speaker's own side: government, ministry, 'наш'."""
    starts: Words
    """Verbs of something of one's own that begins: 'заработает', 'поступят'."""
    launches: Words
    """Verbs of doing whose doer need not be told in a promise: 'the line will be connected', 'поступят'."""
    performs: Words
    """Verbs whose present announces a promise: 'сообщил, что перечисляет', 'is opening an embassy'."""
    habits: Words
    """What makes such a present a mere fact: 'ежегодно', 'every year'."""
    onlookers: Words
    """Who watches from outside and promises nothing: 'sources', 'аналитики'."""
    gifts: Words
    """What is promised by announcing it: grant, package, loan."""
    announces: Words


class NumberWords(_Part):
    """Numbers in words, and what stands around numbers."""

    values: dict[str, Decimal]
    collectives: dict[str, Decimal]
    """'трое': numbers of people."""
    scales: dict[str, Decimal]
    """Scale words and their abbreviations: thousand, млн. Single letters are read only beside digits."""
    and_words: Words
    """'and', 'и': inside a number or an amount."""
    and_part: Words
    """What joins a half to a number: 'and a', 'с'."""
    point: Words
    """'point' of 'nine point four'."""
    wholes: Words
    """'целый' of 'три целых две сотых'."""
    decimals: dict[str, Decimal]
    """'сотый' -> 0.01, after the whole number."""
    fractions: dict[str, Decimal]
    """'a third' -> 33.3 percent."""
    ordinals: dict[str, int]
    """'седьмой' -> 7, 'seventh' -> 7: the number of a meeting; tens before it are added."""
    nth: dict[str, int]
    """'пятый' -> 5, before a part: a fifth part."""
    parts: Words
    """'часть', 'доля', after such an ordinal."""
    times_verbs: dict[str, list[str]]
    """Multiple -> words that are the figure themselves: '2': [double, удвоиться, вдвое]; a leading '-' means downwards."""
    times_nouns: Words
    """'раз', 'fold', after a number."""
    about: Words
    over: Words
    under: Words
    range_from: Words
    range_to: Words
    """Words between the ends of a range or a course: 'до', 'to', 'and'."""
    increase: Words
    decrease: Words
    share: Words
    """'share of', 'доля': percentages of a whole."""
    rate: Words
    """'a year', 'годовых', 'per tonne', 'ставка'."""
    per: Words
    """What makes a money amount a price: 'за тонну', 'per'."""
    no_figure_before: Words
    """'№', 'статья', 'CASA': the number after it is a name."""
    ordinal_endings: Words
    """'th' of '16th'."""
    between: Words
    """Of `range_from`: what goes with 'and'."""
    course_from: Words
    """Of `range_from`: what begins a course from one value to another rather than a range."""
    range_joint: Words
    """Of `range_to`: what joins a range without a word before it: '28 to 31 dollars'."""
    ranging: Words
    """'ranging from', 'колебаться от': a range in spite of `course_from`."""
    cents: Words
    """Signs of a hundredth that stand after an amount only: '20 dollars 43c'."""
    against: Words
    """What a number is compared by: 'against', 'instead of', 'против'; it has the unit of the number before."""
    a_year_earlier: Words
    """The same after the number."""
    another: Words
    """What points back to things that were counted, before a bare number: 'another', 'из них'."""
    of_them: Words
    """The same after the number."""
    of_them_all: Words
    """'of', 'из', before a count whose parts follow: 'of 62 items, 41 …'."""
    amounts_to: Words
    """What stands between things and their number: 'reached', 'стало'."""
    of_staff: Words
    """'a staff of', before a number of people or things."""
    number_of: Words
    """'number', 'количество'."""
    population: Words
    """Nouns that are counted in people: 'population', 'staff'."""
    people_verbs: Words
    """What happens to people: a bare number beside it counts them ('ранены свыше 900')."""
    got: Words
    """Verbs after which a bare number counts what was counted before: 'and got six'."""
    mere: Words
    """What may stand between such words and the number, beside words of bound."""
    denominators: Words
    """'per', 'за', between a rate and the round number that it is told of."""
    equals: Words
    """What stands between the two sides of an exchange rate."""
    earlier: Words
    """'ранее' after a time that tells when: 'годом ранее'."""
    cent_words: Words
    """'cent': a hundredth of several currencies."""
    invariable: Words
    """Nouns (or their endings) whose plural is as the singular."""
    no_multiple_before: Words
    """What makes a multiple another word: 'double down'."""
    minus: Words
    """'minus' before a number below zero."""
    percent_of: Words
    """'percent of' before the number itself."""
    headed: Words
    """What heads stand at the head of: state, government."""
    every: Words
    """'every', 'каждый', before an ordinal: a share."""
    in_so_many: Words
    """'in', 'out of' between two numbers that are a share: 'three in five'."""
    whole_before: Words
    """What tells before a fraction that a whole was told: 'of', 'из'."""
    no_share: Words
    """What no share of an economy is told of: times, votes, seats."""
    times_more: Words
    """What follows a multiple that compares: 'two and a half times as much'."""
    by: Words
    """'by', 'на' before an amount of change, which 'to' and the new value follow."""
    prefixes: dict[str, Decimal]
    """Numbers as they begin an adjective: 'двух' of 'двухмиллиардный'; longer ones first."""
    scale_adjectives: dict[str, Decimal]
    """'миллиардный' after a number."""
    times_adjectives: Words
    """'кратный' after a number."""
    definite: Words
    """What stands before a small number of things that were named: 'the two companies'."""
    no_count: Words
    """Nouns whose number only structures a text or is no figure: steps, countries, sides, times."""
    people_endings: Words
    """How nouns end that mean people: 'ist'."""
    animals: Words
    """Animate nouns that are no people, where the language tells which are animate."""


class PeriodWords(_Part):
    """Words of time."""

    months: dict[str, int]
    month_adjectives: dict[str, int]
    """'апрельский': the month of what it stands before."""
    year: Words
    """'год', 'г', 'year'."""
    this: Words
    last: Words
    previous: Words
    next: Words
    same_period: Words
    """'аналогичный период': a comparison's base."""
    compared: Words
    """'по сравнению с', 'compared with', 'against': what follows is the base period."""
    records: Words
    """'the most in', 'максимум за': the time after it is that of a record, not the figure's."""
    new_year: Words
    """'с нового года': from the beginning of the next, as written."""
    since_start: Words
    """'с начала года', 'so far this year'."""
    since: Words
    by: Words
    """'к', 'by', before a target year."""
    on: Words
    """'on', 'over': after a change, before its base: 'up 5 percent on last year'."""
    idle: Words
    """What may stand between words of comparison and their time: 'against the', 'чем за'."""
    beside: Words
    """Before a time that is of another event: 'after', 'после'."""
    end: Words
    """'by the end of the year'."""
    decade: Words
    earlier: Words
    """'a year earlier', 'годом ранее': a year before what the figure beside it speaks of."""
    on_year: Words
    """'year on year', 'прошлогодний': against the same days of the year before."""
    quarter: Words
    half: Words
    month: Words
    results: Words
    """'по итогам', before a part of a year, as written."""
    ordinals: dict[str, int]
    today: Words
    weekdays: Words
    day_endings: Words
    """What stands between a day's number and its month: 'th', 'of'."""
    day_joints: Words
    """What stands between two days of one month."""
    before_month: Words
    """Prepositions before a month without a year that is a time."""
    before_year: Words
    """The same before a year without its word."""
    day_words: dict[str, int]
    """'вчера' -> -1: days from the document's."""
    weekday_numbers: dict[str, int]
    """'пятница' -> 5."""
    before_weekday: Words
    spans: dict[str, str]
    """'неделя' -> '7 day': a time and the days, months or years that it has."""
    ago: Words
    in_so_long: Words
    """'через': so long after the document's day."""
    before_last: Words
    """'позапрошлый'."""
    date_lines: Words
    """What a line holds that only tells a date: 'published', 'date', 'at'."""


class FigureWords(_Part):
    """What tells more of a figure than its number and its time."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    joins: Words
    """Where the words of one number end and those of the next begin: 'and', 'from', 'против'."""
    course: Words
    """Those of them that only part two numbers when they stand right before one: 'to', 'from'."""
    turns: Words
    """What begins a clause with a verb of its own: 'while', 'который', 'а'."""
    and_: list[str] = Field(alias="and")
    that: Words
    empty: Words
    """What may stand before a further number that has no words of its own: 'and only', 'а до'."""
    by: Words
    """Before a change: 'by 5 percent', 'на 5 процентов'."""
    goal: Words
    """Before what something came to, or from: 'to 5 percent'."""
    interest: Words
    """Before an interest rate: 'at 5 percent', 'под 5 процентов'."""
    a_year: Words
    """After one: 'per annum', 'годовых'."""
    growth_nouns: Words
    """Nouns of change where readings tell no part of speech."""
    pays: Words
    """'each lorry pays': verbs of what each costs or gets."""
    costs: Words
    """'it cost the farmers': verbs of what somebody loses."""
    charges: Words
    """'lorries pay 95 euros': verbs of fees."""
    funds: Words
    """'the bank will provide 70 percent': verbs of finding the money for something."""
    puts: Words
    """'put 5 billion into': verbs of investing."""
    private: Words
    """Whose money is an investment: 'private', 'инвестор'."""
    sums: Words
    """What a part is of that somebody pays: 'cost', 'сумма'."""
    no_land: Words
    """Whose area is no land: 'glacier', 'озеро'."""
    refers: Words
    """What stands for the figure before as an object: 'to raise it to', 'довести её до'."""
    goals: Words
    """What a sum is called that the figure before is to reach: 'a goal of', 'отметка'."""
    offices: Words
    """Heads of names of bodies, whose words name no figure: 'chamber of', 'министерство'."""
    phrasal: Words
    """Verbs whose 'up' is no direction: 'put up 55 percent'."""
    capacity: Words
    target: Words
    """Words whose figure is a plan, a promise or a request: 'will', 'планироваться', 'предложить'."""
    possible: Words
    """Words that make it a possibility: 'мочь', 'could'."""
    actual: Words
    """Words that make it a fact where grammar does not tell: 'is', 'уже'."""
    offers: Words
    """Verbs whose money is still to come: 'announced a loan of', 'объявить о кредите в'."""
    now: Words
    """'now', 'сейчас': a fact, and of no period."""
    more: Words
    """After a number: '7 percent more', 'на 5 процентов выше'."""
    less: Words
    gains: Words
    """Verbs whose object is a change upwards: 'add'."""
    losses: Words
    parts: Words
    """'of which', 'из них': the figure is a part of the one before."""
    whole: Words
    """What percentages are told of: 'of GDP'."""
    carries: Words
    """A sentence that begins so goes on about the figure before: 'It', 'Это', 'Показатель'."""
    same_time: Words
    """'that year', 'за тот же срок'."""
    each: Words
    """What makes an amount a rate: 'each', 'на каждый'."""
    totals: Words
    """A body of several countries, whose totals are no one country's: 'the forum's combined trade'."""
    mutual: Words
    """'bilateral', 'взаимный': of the two that the text is about."""
    three: Words
    """'three countries', 'трёхсторонний'."""
    ours: Words
    """'we', 'our': of the speaker's own country."""
    world: Words
    country: Words
    """'the country', 'республика': the one spoken of."""
    own_country: Words
    """'her country', 'его правительство': the speaker's, beside another that is named."""
    common: Words
    """'joint', 'общий': what is proposed for all who meet."""
    goods: list[str] = Field(
        default=[], description="Forms of a word by which a figure tells that it is of goods."
    )
    services: list[str] = Field(
        default=[], description="Forms of a word by which a figure tells that services are counted in."
    )
    wholes: list[str] = Field(
        default=[], description="Forms of a word by which trade tells that it is that with all the world."
    )
    partners: list[str] = Field(
        default=[], description="What stands before those with whom trade is: 'with', 'between'."
    )
    or_share: list[str] = Field(
        default=[],
        description="What stands between a part and its share of the whole: '6.9 billion, or 14.5 percent'.",
    )


class LayoutWords(_Part):
    """What parts of a page are no story."""

    credit: Words
    """Beginnings of captions and credits, as written: 'фото', 'photo'."""
    background: Words
    """Beginnings of background paragraphs, as written: 'для справки', 'background'."""
    recurring: Words
    """Words of definitions that background paragraphs are made of: 'ежегодный', 'был создан', 'is held'."""
    question: Words
    """Labels of a turn that is nobody's statement: 'Вопрос', 'Question'."""
    answer: Words
    """Labels of the interviewee's turns, as written: 'Ответ', 'A'."""
    interview: Words
    """What an interview is called: 'interview', 'беседа'."""
    speech_titles: Words
    """What a published speech is headed by: 'speech', 'address'."""
    by_line: Words
    """What an author's line begins with, as written: 'by'."""
    first_person: Words
    """Words of the first person, as written: a text with several is somebody's own."""
    took_part: Words
    """'приняли участие', 'attended': lists of participants."""


class NameWords(_Part):
    """What people are named with in a language (data/vocabulary/names/xx.yaml)."""

    given: dict[Literal["m", "f"], list[list[str]]] = {}
    """Given names by gender, in groups, nominative."""
    family: Words = NO_WORDS
    """Family names that are common words, too: 'Хан'."""
    particles: Words = NO_WORDS
    """'von', 'бин', 'улы': small words inside names."""
    generations: Words = NO_WORDS
    """'старший', 'Jr': after a family name."""
    honorifics: Words = NO_WORDS
    """'Mr', 'господин', 'король': the word after them is a person's name."""
    things: Words = NO_WORDS
    """Nouns of what bears people's names: streets, prizes, ships."""
    prepositions: dict[str, list[str]] = {}
    """Cases -> prepositions after which a person's name takes them."""
    bodies: Words = NO_WORDS
    """Words that names of firms and places are made of, and people's are not."""
    body_endings: Words = NO_WORDS
    """Endings of firms' and offices' names: 'пром', 'банк'."""
    other: Words = NO_WORDS
    """Names that alone are mostly no people's: planets, prizes, feasts, gods."""


class LanguageWords(_Part):
    """All words of one language."""

    abbreviations: list[str] = Field(
        description="Abbreviations after which a full stop ends no sentence, without the stop."
    )
    speech: SpeechWords
    speakers: SpeakerWords
    acts: ActWords
    proposals: ProposalWords
    numbers: NumberWords
    periods: PeriodWords
    figures: FigureWords
    layout: LayoutWords
    grammar: GrammarWords = Field(default_factory=GrammarWords)
    names: NameWords = Field(default_factory=NameWords)
    name_stems: dict[str, str] = Field(
        default={}, description="Given names with a stem of their own: Павел -> Павл."
    )
