"""The words of one language that the grammar works with (data/vocabulary/words/xx.yaml). Dictionary forms unless told otherwise."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.domain.kinds import Act


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpeechWords(_Part):
    """What tells that someone speaks, by the act that it is."""

    verbs: dict[Act, list[str]]
    """Verbs whose subject speaks: say, propose, promise."""
    phrases: dict[Act, list[str]]
    """Phrases of several words whose subject speaks: 'express confidence', 'come up with an initiative'."""
    clausal: list[str] = []
    """Verbs that report only with a clause or a quotation: 'she believes that …', 'they hope to'; 'she knows him' tells nothing."""
    beside_quotation: list[str] = []
    """Verbs that speak only beside a quotation or inserted in what is said: 'he began', 'she smiled', 'he went on'."""
    views: list[str] = []
    """Nouns of 'in his view', 'by her own estimate'."""
    measures: list[str] = []
    """Verbs that give a figure: 'analysts put it at nine percent'."""
    leads: list[str] = []
    """Verbs whose infinitive tells who speaks: 'went on to say', 'hastened to add'."""
    of_things: list[str] = []
    """Verbs of speech that things have, too: 'the deal calls for', 'growth added'; they tell a speaker only after people and bodies."""
    calling: list[str] = []
    """Verbs that speak only where they call something something: 'called it a waste'."""
    silent: list[str] = []
    """Verbs that tell no speech, whatever stands beside them: 'know that', 'ensure that', 'happen'."""
    credits: list[str] = []
    """Bodies that relay what others did and said: 'press service', 'news agency'."""
    convictions: list[str] = []
    """Adjectives of who holds something: 'he is confident that'."""
    documents: list[str] = []
    """What speaks for its owner: 'the president's message says'."""
    addressed: list[str] = []
    """Verbs whose object is who is told: 'tell', 'remind'."""
    nouns: list[str] = []
    """Nouns of speech whose owner speaks: 'her claim that', 'the minister's statement that'."""
    offers: list[str] = []
    """Nouns of proposing that speak only with 'is' or a colon: 'her advice was to', 'he had a request:'."""
    predicated: list[str] = []
    """Other nouns that speak only before 'is to' and 'was that': 'her message was that'."""
    expecting: list[str] = []
    """Verbs that tell a clause by an object and an infinitive: 'expects traffic to grow'."""
    by_words_of: list[str]
    """What stands before the speaker: 'according to', 'по словам', 'по мнению'."""
    collective: frozenset[str]
    """Verbs of the list above with which bodies and countries speak, too."""
    decisions: dict[Act, list[str]]
    """Verbs that are statements of bodies only: agree, decide, instruct."""
    carriers: list[str]
    """Verbs that carry a noun of speech: 'turned to them with a call'."""
    stances: list[str]
    """Verbs that tell what a country holds, not that it speaks: 'Kyrgyzstan considers'."""
    that: list[str]
    """What begins the clause that tells what is said: 'that', 'whether', 'что'."""
    addresses: list[str]
    """Verbs whose direct object is who is addressed: 'thank', 'призвать'. Others take 'to', or the dative."""
    gives: list[str]
    """Nouns of phrases of speech that take a dative: 'выразить благодарность кому'."""
    to_whom: list[str]
    """Prepositions before who is addressed: 'to', 'к'."""
    of_whom: list[str]
    """What stands between a body and its country: 'of'."""
    stand_for: frozenset[str]
    """Nouns that beside a country's name stand for it: its people, government, companies."""
    addressed_you: list[str]
    """'you', 'вам', between thanks and a name."""
    about: list[str]
    """Prepositions of a bare attribution: 'this was told by X', 'об этом сообщил X'."""
    reflexives: frozenset[str] = frozenset()
    """Verbs that look passive and are not: 'высказаться', 'согласиться'."""
    states: frozenset[str] = frozenset()
    """Dictionary forms whose short form is an opinion of its subject: 'убеждён', 'уверен'."""
    auxiliaries: frozenset[str] = frozenset()
    """Verbs that make an infinitive a report: 'поспешил заявить', 'вынужден признать'."""
    denied_auxiliaries: list[str] = []
    """Those that do so under 'not' only: 'не преминул отметить'. They are auxiliaries, too."""
    clause_only: frozenset[str] = frozenset()
    """Verbs of speech or thought that report only with a clause, a quotation or between commas: 'заключить', 'думать'."""
    naming: frozenset[str] = frozenset()
    """Verbs that with a mere 'about' name a subject and say nothing: 'рассказал о проекте'."""
    celebrates: list[str] = []
    """Verbs that mean 'remark' and 'celebrate': 'отметить'."""
    occasions: list[str] = []
    """What is celebrated: 'юбилей'."""
    quoting: list[str] = []
    """Verbs of who passes on another's words: 'цитирует', 'приводит'."""
    conveys: list[str] = []
    """Those whose subject reads out or brings another's words and says nothing himself: 'передать', 'зачитать'."""
    explains: list[str] = []
    """Verbs that tell a reason in the instrumental: 'объясняют задержку погодой'."""
    nominates: list[str] = []
    """Verbs that propose a thing or a plan, but put up a person: 'выдвинуть'."""
    sayings: list[str] = []
    """Nouns that before a colon tell that something is said: 'ограничился замечанием: …'."""
    words: list[str] = []
    """What they pass on: 'слово', 'мнение'."""
    floor: list[str] = []
    """Words that give somebody the floor: 'слово', 'выступить'."""
    papers: frozenset[str] = frozenset()
    """What can say something in its owner's name: 'в заявлении МИД говорится'."""
    stressed: list[str] = []
    """Participles that tell what was said though they have a subject: 'подчёркнута важность'."""
    no_statement: list[str]
    """Phrases with a speech verb that only name a subject or an event: 'took the floor', 'answer questions'."""
    headline_predicates: list[str]
    """What headlines have in the place of a verb: 'ready', 'готов'."""


class SpeakerWords(_Part):
    """What can stand for a speaker whose name is not given."""

    roles: dict[str, str]
    """Title -> office as in leaders.offices, or one of: head of state, leader, minister, colleague, host, guest."""
    pronouns: dict[str, Literal["m", "f", "n", "pl"]]
    possessives: dict[str, Literal["m", "f", "n", "pl"]]
    bodies: list[str]
    """Nouns of bodies that speak as one: sides, participants, ministry, delegation."""
    body_beginnings: list[str] = []
    """Beginnings of names of bodies: 'мин', 'гос'."""
    body_endings: list[str] = []
    """Endings of names of bodies: 'банк', 'комитет'."""
    relays: frozenset[str] = frozenset()
    """Media and press services, which pass on what others said: they speak only where nobody else does."""
    bear_names: frozenset[str] = frozenset()
    """Nouns behind which a name stands as it is: 'города Брисбен'."""
    relations: frozenset[str] = frozenset()
    """Who is somebody's: 'по словам советника президента', 'матери X'. A name in the genitive behind it is whose he is."""
    somebody: frozenset[str] = frozenset()
    """Adjectives and numerals that stand for somebody: 'многие', 'один'."""
    referring: list[str] = []
    """Nouns that alone mean a person who has just spoken: 'чиновник', 'дипломат'."""
    interlocutors: list[str] = []
    """Nouns that mean the other of two people: 'собеседник'."""
    experts: list[str] = []
    """Nouns that alone mean who has just spoken, if he was introduced as one of the scholars: 'эксперт', 'специалист'."""
    scholars: list[str] = []
    """Titles of people who speak as experts: 'политолог', 'профессор'."""
    stand_ins: dict[str, list[str]] = {}
    """Head of 'глава ведомства', 'представитель Кремля' -> heads of the titles of whom it may mean. One that stands among its own
    titles means him only where no house is named."""
    two_sides: list[str]
    """'bilateral', 'двух стран': the text is about the two countries that it begins with."""


class ProposalWords(_Part):
    """How what is proposed is joined to its verb."""

    that: list[str]
    """'that', 'чтобы': the clause after it holds the action."""
    in_favour: list[str]
    """'за': what one speaks out for; each of several is a proposal."""
    joins: list[str]
    """'and', 'а также': between two proposals of one sentence."""
    relatives: list[str]
    """'который', 'where': what comes after describes the proposal and is no further one."""
    leaves: list[str]
    """Verbs of moving away from something, which only begin a proposal: 'уйти от A и строить B'."""
    ordinals: list[str]
    """'во-вторых', 'second': between two proposals."""
    enumerations: list[str]
    """Words, as written, with which the points of a list of proposals begin: 'первое', 'во-вторых', 'thirdly'."""
    counted: list[str]
    """'вещь', 'step': 'I propose three things' announces proposals and is none."""
    ends: list[str]
    """Words after a comma or dash that end a proposal: 'because', 'но', 'это'."""
    verbs: list[str] = []
    """Verbs of doing in their base form, where the language does not tell them by their form (English)."""
    verbs_or_nouns: list[str] = []
    """The same, of those that are nouns as well: 'plan', 'share'."""
    verbal_nouns: list[str] = []
    """Nouns made of verbs whose endings do not tell it: 'запуск', 'отмена'."""


class GrammarWords(_Part):
    """Closed classes and irregular forms of a language whose dictionary tells no parts of speech, as they are written."""

    determiners: list[str] = []
    """'the', 'some', 'his': a noun phrase begins with one."""
    pronouns: list[str] = []
    """Those that can be a subject."""
    objects: list[str] = []
    """Pronouns that cannot: 'him', 'themselves'."""
    prepositions: list[str] = []
    subordinators: list[str] = []
    """'that', 'when', 'because': a clause of less rank begins."""
    relatives: list[str] = []
    coordinators: list[str] = []
    auxiliaries: list[str] = []
    be: list[str] = []
    modals: list[str] = []
    negations: list[str] = []
    """'not', 'never', and verbs that turn a verb of speech into silence: 'decline', 'refuse'."""
    adverbs: list[str] = []
    """Adverbs without the ending -ly that stand beside verbs."""
    past: list[str] = []
    """Irregular past forms of common verbs that are no participles of the same look with another use."""
    present: list[str] = []
    """Third-person forms of common verbs that are no plural nouns."""
    times: list[str] = []
    """Days, months and words of time."""
    titles: list[str] = []
    """What stands before a name: 'Mr', 'Sen', 'Chancellor'."""
    houses: list[str] = []
    """Last words of names that no person bears: 'Ministry', 'Bank', 'Times'."""
    postnominal: list[str] = []
    """Adjectives that stand behind their noun: 'sources close to', 'officials familiar with'."""
    people: list[str] = []
    """Nouns of people that speak unnamed: 'official', 'analyst', 'spokeswoman'."""
    unliving: list[str] = []
    """Of the nouns of people those that are bodies and papers: 'ministry', 'survey'."""
    men: list[str] = []
    """Nouns and titles that tell a man."""
    women: list[str] = []
    """Nouns and titles that tell a woman."""


class ActWords(_Part):
    """What a sentence does by its own words, in quotations and under neutral verbs such as 'say'."""

    needs: list[str]
    """'it is necessary', 'should': with an action, a proposal."""
    asks: list[str]
    """First-person requests: 'I propose', 'let us', 'давайте'."""
    wants: list[str]
    """'нужен', 'we need', 'is required': with a thing, a proposal."""
    importance: list[str]
    """'importance', 'важность': of doing something, a proposal."""
    necessity: list[str]
    """'need', 'необходимость': of an action or a thing, a proposal."""
    ideas: list[str]
    """Nouns of proposing: 'idea', 'инициатива', after a verb of `puts`."""
    puts: list[str]
    """Verbs that come up with an idea: 'float', 'выступить'."""
    clefts: list[str]
    """'what is needed is …', 'what I ask for is …': words between 'what' and 'is'."""
    voices: list[str]
    """Verbs that carry support as a noun: 'reaffirmed support', 'подтвердил поддержку'."""
    solutions: list[str]
    """'выход', 'решение', that one sees in doing something; subject and verb may stand between."""
    remarks: list[str]
    """Verbs of saying and thinking: 'it should be noted' asks for nothing, 'увидим' promises nothing."""
    asides: list[str]
    """Imperatives that ask for nothing: 'believe me', 'представьте'."""
    pardons: list[str]
    """What one asks out of courtesy: 'прошу прощения'."""
    states: list[str]
    """Verbs of what comes about whoever stands before them: 'вырастет', 'will cost'."""
    outcomes: list[str]
    """Further verbs of what comes about by itself, but which one's own side may promise: 'поможет', 'will bring'."""
    yields: list[str]
    """What things do by themselves: 'the plant should generate' expects, it asks for nothing."""
    doubts: list[str]
    """'усомнился в целесообразности': what is doubted is not asked for."""
    answers: list[str]
    """Verbs of answering: 'declined to comment' criticises nothing."""
    refusals: list[str]
    """'отказаться', 'decline'."""
    values: list[str]
    """What is upheld rather than done: trust, unity, peace. 'Important to keep the spirit of trust' proposes nothing."""
    commits: list[str]
    """'ready to', 'open to', 'intends'."""
    intends: list[str]
    """Of these what one may have no intention of: 'не намерен повышать'."""
    supports: list[str]
    """'we support', 'хорошая идея'."""
    backs: list[str]
    """What one supports of another: plan, initiative, position."""
    steps: list[str]
    """Things done by another that one may welcome: decision, ratification."""
    worries: list[str]
    """What criticises, warns or regrets by itself: 'overdue', 'к сожалению'."""
    moods: list[str]
    """How one speaks who complains: 'bitterly', 'с горечью'."""
    ills: list[str]
    """Harms: a concern where they grow or last (`still`) and nothing is done against them (`remedies`)."""
    still: list[str]
    remedies: list[str]
    greets: list[str]
    """Thanks, greetings, congratulations, condolences."""
    guests: list[str]
    """Who is greeted: 'welcomed the delegates' is a courtesy, 'welcomed the plan' is support."""
    invites: list[str]
    """Verbs of inviting: to an event a courtesy, to a common work a proposal."""
    visits: list[str]
    """What one is invited to do out of courtesy: visit, attend."""
    requests: list[str]
    """Verbs that ask only before an action: 'asked them to prepare' proposes, 'asked what he meant' does not."""
    events: list[str]
    """What one is invited to out of courtesy: games, a summit, a visit."""
    forecasts: list[str]
    """'expect', 'надеюсь', 'if': what is said is no promise."""
    own: list[str]
    """Nouns of the speaker's own side: government, ministry, 'наш'."""
    starts: list[str]
    """Verbs of something of one's own that begins: 'заработает', 'поступят'."""
    launches: list[str]
    """Verbs of doing whose doer need not be told in a promise: 'the line will be connected', 'поступят'."""
    performs: list[str]
    """Verbs whose present announces a promise: 'сообщил, что перечисляет', 'is opening an embassy'."""
    habits: list[str]
    """What makes such a present a mere fact: 'ежегодно', 'every year'."""
    onlookers: list[str]
    """Who watches from outside and promises nothing: 'sources', 'аналитики'."""
    gifts: list[str]
    """What is promised by announcing it: grant, package, loan."""
    announces: list[str]


class NumberWords(_Part):
    """Numbers in words, and what stands around numbers."""

    values: dict[str, Decimal]
    collectives: dict[str, Decimal]
    """'трое': numbers of people."""
    scales: dict[str, Decimal]
    """Scale words and their abbreviations: thousand, млн. Single letters are read only beside digits."""
    and_words: list[str]
    """'and', 'и': inside a number or an amount."""
    and_part: list[str]
    """What joins a half to a number: 'and a', 'с'."""
    point: list[str]
    """'point' of 'nine point four'."""
    wholes: list[str]
    """'целый' of 'три целых две сотых'."""
    decimals: dict[str, Decimal]
    """'сотый' -> 0.01, after the whole number."""
    fractions: dict[str, Decimal]
    """'a third' -> 33.3 percent."""
    ordinals: dict[str, int]
    """'седьмой' -> 7, 'seventh' -> 7: the number of a meeting; tens before it are added."""
    nth: dict[str, int]
    """'пятый' -> 5, before a part: a fifth part."""
    parts: list[str]
    """'часть', 'доля', after such an ordinal."""
    times_verbs: dict[str, list[str]]
    """Multiple -> words that are the figure themselves: '2': [double, удвоиться, вдвое]; a leading '-' means downwards."""
    times_nouns: list[str]
    """'раз', 'fold', after a number."""
    about: list[str]
    over: list[str]
    under: list[str]
    range_from: list[str]
    range_to: list[str]
    """Words between the ends of a range or a course: 'до', 'to', 'and'."""
    increase: list[str]
    decrease: list[str]
    share: list[str]
    """'share of', 'доля': percentages of a whole."""
    rate: list[str]
    """'a year', 'годовых', 'per tonne', 'ставка'."""
    per: list[str]
    """What makes a money amount a price: 'за тонну', 'per'."""
    no_figure_before: list[str]
    """'№', 'статья', 'CASA': the number after it is a name."""
    ordinal_endings: list[str]
    """'th' of '16th'."""
    between: list[str]
    """Of `range_from`: what goes with 'and'."""
    course_from: list[str]
    """Of `range_from`: what begins a course from one value to another rather than a range."""
    range_joint: list[str]
    """Of `range_to`: what joins a range without a word before it: '28 to 31 dollars'."""
    ranging: list[str]
    """'ranging from', 'колебаться от': a range in spite of `course_from`."""
    cents: list[str]
    """Signs of a hundredth that stand after an amount only: '20 dollars 43c'."""
    against: list[str]
    """What a number is compared by: 'against', 'instead of', 'против'; it has the unit of the number before."""
    a_year_earlier: list[str]
    """The same after the number."""
    another: list[str]
    """What points back to things that were counted, before a bare number: 'another', 'из них'."""
    of_them: list[str]
    """The same after the number."""
    of_them_all: list[str]
    """'of', 'из', before a count whose parts follow: 'of 62 items, 41 …'."""
    amounts_to: list[str]
    """What stands between things and their number: 'reached', 'стало'."""
    of_staff: list[str]
    """'a staff of', before a number of people or things."""
    number_of: list[str]
    """'number', 'количество'."""
    population: list[str]
    """Nouns that are counted in people: 'population', 'staff'."""
    people_verbs: list[str]
    """What happens to people: a bare number beside it counts them ('ранены свыше 900')."""
    got: list[str]
    """Verbs after which a bare number counts what was counted before: 'and got six'."""
    mere: list[str]
    """What may stand between such words and the number, beside words of bound."""
    denominators: list[str]
    """'per', 'за', between a rate and the round number that it is told of."""
    equals: list[str]
    """What stands between the two sides of an exchange rate."""
    earlier: list[str]
    """'ранее' after a time that tells when: 'годом ранее'."""
    cent_words: list[str]
    """'cent': a hundredth of several currencies."""
    invariable: list[str]
    """Nouns (or their endings) whose plural is as the singular."""
    no_multiple_before: list[str]
    """What makes a multiple another word: 'double down'."""
    minus: list[str]
    """'minus' before a number below zero."""
    percent_of: list[str]
    """'percent of' before the number itself."""
    headed: list[str]
    """What heads stand at the head of: state, government."""
    every: list[str]
    """'every', 'каждый', before an ordinal: a share."""
    in_so_many: list[str]
    """'in', 'out of' between two numbers that are a share: 'three in five'."""
    whole_before: list[str]
    """What tells before a fraction that a whole was told: 'of', 'из'."""
    no_share: list[str]
    """What no share of an economy is told of: times, votes, seats."""
    times_more: list[str]
    """What follows a multiple that compares: 'two and a half times as much'."""
    by: list[str]
    """'by', 'на' before an amount of change, which 'to' and the new value follow."""
    prefixes: dict[str, Decimal]
    """Numbers as they begin an adjective: 'двух' of 'двухмиллиардный'; longer ones first."""
    scale_adjectives: dict[str, Decimal]
    """'миллиардный' after a number."""
    times_adjectives: list[str]
    """'кратный' after a number."""
    definite: list[str]
    """What stands before a small number of things that were named: 'the two companies'."""
    no_count: list[str]
    """Nouns whose number only structures a text or is no figure: steps, countries, sides, times."""
    people_endings: list[str]
    """How nouns end that mean people: 'ist'."""
    animals: list[str]
    """Animate nouns that are no people, where the language tells which are animate."""


class PeriodWords(_Part):
    """Words of time."""

    months: dict[str, int]
    month_adjectives: dict[str, int]
    """'апрельский': the month of what it stands before."""
    year: list[str]
    """'год', 'г', 'year'."""
    this: list[str]
    last: list[str]
    previous: list[str]
    next: list[str]
    same_period: list[str]
    """'аналогичный период': a comparison's base."""
    compared: list[str]
    """'по сравнению с', 'compared with', 'against': what follows is the base period."""
    records: list[str]
    """'the most in', 'максимум за': the time after it is that of a record, not the figure's."""
    new_year: list[str]
    """'с нового года': from the beginning of the next, as written."""
    since_start: list[str]
    """'с начала года', 'so far this year'."""
    since: list[str]
    by: list[str]
    """'к', 'by', before a target year."""
    on: list[str]
    """'on', 'over': after a change, before its base: 'up 5 percent on last year'."""
    idle: list[str]
    """What may stand between words of comparison and their time: 'against the', 'чем за'."""
    beside: list[str]
    """Before a time that is of another event: 'after', 'после'."""
    end: list[str]
    """'by the end of the year'."""
    decade: list[str]
    earlier: list[str]
    """'a year earlier', 'годом ранее': a year before what the figure beside it speaks of."""
    on_year: list[str]
    """'year on year', 'прошлогодний': against the same days of the year before."""
    quarter: list[str]
    half: list[str]
    month: list[str]
    results: list[str]
    """'по итогам', before a part of a year, as written."""
    ordinals: dict[str, int]
    today: list[str]
    weekdays: list[str]
    day_endings: list[str]
    """What stands between a day's number and its month: 'th', 'of'."""
    day_joints: list[str]
    """What stands between two days of one month."""
    before_month: list[str]
    """Prepositions before a month without a year that is a time."""
    before_year: list[str]
    """The same before a year without its word."""
    day_words: dict[str, int]
    """'вчера' -> -1: days from the document's."""
    weekday_numbers: dict[str, int]
    """'пятница' -> 5."""
    before_weekday: list[str]
    spans: dict[str, str]
    """'неделя' -> '7 day': a time and the days, months or years that it has."""
    ago: list[str]
    in_so_long: list[str]
    """'через': so long after the document's day."""
    before_last: list[str]
    """'позапрошлый'."""
    date_lines: list[str]
    """What a line holds that only tells a date: 'published', 'date', 'at'."""


class FigureWords(_Part):
    """What tells more of a figure than its number and its time."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    joins: list[str]
    """Where the words of one number end and those of the next begin: 'and', 'from', 'против'."""
    course: list[str]
    """Those of them that only part two numbers when they stand right before one: 'to', 'from'."""
    turns: list[str]
    """What begins a clause with a verb of its own: 'while', 'который', 'а'."""
    and_: list[str] = Field(alias="and")
    that: list[str]
    empty: list[str]
    """What may stand before a further number that has no words of its own: 'and only', 'а до'."""
    by: list[str]
    """Before a change: 'by 5 percent', 'на 5 процентов'."""
    goal: list[str]
    """Before what something came to, or from: 'to 5 percent'."""
    interest: list[str]
    """Before an interest rate: 'at 5 percent', 'под 5 процентов'."""
    a_year: list[str]
    """After one: 'per annum', 'годовых'."""
    growth_nouns: list[str]
    """Nouns of change where readings tell no part of speech."""
    pays: list[str]
    """'each lorry pays': verbs of what each costs or gets."""
    costs: list[str]
    """'it cost the farmers': verbs of what somebody loses."""
    charges: list[str]
    """'lorries pay 95 euros': verbs of fees."""
    funds: list[str]
    """'the bank will provide 70 percent': verbs of finding the money for something."""
    puts: list[str]
    """'put 5 billion into': verbs of investing."""
    private: list[str]
    """Whose money is an investment: 'private', 'инвестор'."""
    sums: list[str]
    """What a part is of that somebody pays: 'cost', 'сумма'."""
    no_land: list[str]
    """Whose area is no land: 'glacier', 'озеро'."""
    refers: list[str]
    """What stands for the figure before as an object: 'to raise it to', 'довести её до'."""
    goals: list[str]
    """What a sum is called that the figure before is to reach: 'a goal of', 'отметка'."""
    offices: list[str]
    """Heads of names of bodies, whose words name no figure: 'chamber of', 'министерство'."""
    phrasal: list[str]
    """Verbs whose 'up' is no direction: 'put up 55 percent'."""
    capacity: list[str]
    target: list[str]
    """Words whose figure is a plan, a promise or a request: 'will', 'планироваться', 'предложить'."""
    possible: list[str]
    """Words that make it a possibility: 'мочь', 'could'."""
    actual: list[str]
    """Words that make it a fact where grammar does not tell: 'is', 'уже'."""
    offers: list[str]
    """Verbs whose money is still to come: 'announced a loan of', 'объявить о кредите в'."""
    now: list[str]
    """'now', 'сейчас': a fact, and of no period."""
    more: list[str]
    """After a number: '7 percent more', 'на 5 процентов выше'."""
    less: list[str]
    gains: list[str]
    """Verbs whose object is a change upwards: 'add'."""
    losses: list[str]
    parts: list[str]
    """'of which', 'из них': the figure is a part of the one before."""
    whole: list[str]
    """What percentages are told of: 'of GDP'."""
    carries: list[str]
    """A sentence that begins so goes on about the figure before: 'It', 'Это', 'Показатель'."""
    same_time: list[str]
    """'that year', 'за тот же срок'."""
    each: list[str]
    """What makes an amount a rate: 'each', 'на каждый'."""
    totals: list[str]
    """A body of several countries, whose totals are no one country's: 'the forum's combined trade'."""
    mutual: list[str]
    """'bilateral', 'взаимный': of the two that the text is about."""
    three: list[str]
    """'three countries', 'трёхсторонний'."""
    ours: list[str]
    """'we', 'our': of the speaker's own country."""
    world: list[str]
    country: list[str]
    """'the country', 'республика': the one spoken of."""
    own_country: list[str]
    """'her country', 'его правительство': the speaker's, beside another that is named."""
    common: list[str]
    """'joint', 'общий': what is proposed for all who meet."""


class LayoutWords(_Part):
    """What parts of a page are no story."""

    credit: list[str]
    """Beginnings of captions and credits, as written: 'фото', 'photo'."""
    background: list[str]
    """Beginnings of background paragraphs, as written: 'для справки', 'background'."""
    recurring: list[str]
    """Words of definitions that background paragraphs are made of: 'ежегодный', 'был создан', 'is held'."""
    question: list[str]
    """Labels of a turn that is nobody's statement: 'Вопрос', 'Question'."""
    answer: list[str]
    """Labels of the interviewee's turns, as written: 'Ответ', 'A'."""
    interview: list[str]
    """What an interview is called: 'interview', 'беседа'."""
    speech_titles: list[str]
    """What a published speech is headed by: 'speech', 'address'."""
    by_line: list[str]
    """What an author's line begins with, as written: 'by'."""
    first_person: list[str]
    """Words of the first person, as written: a text with several is somebody's own."""
    took_part: list[str]
    """'приняли участие', 'attended': lists of participants."""


class NameWords(_Part):
    """What people are named with in a language (data/vocabulary/names/xx.yaml)."""

    given: dict[Literal["m", "f"], list[list[str]]] = {}
    """Given names by gender, in groups, nominative."""
    family: list[str] = []
    """Family names that are common words, too: 'Хан'."""
    particles: list[str] = []
    """'von', 'бин', 'улы': small words inside names."""
    generations: list[str] = []
    """'старший', 'Jr': after a family name."""
    honorifics: list[str] = []
    """'Mr', 'господин', 'король': the word after them is a person's name."""
    things: list[str] = []
    """Nouns of what bears people's names: streets, prizes, ships."""
    prepositions: dict[str, list[str]] = {}
    """Cases -> prepositions after which a person's name takes them."""
    bodies: list[str] = []
    """Words that names of firms and places are made of, and people's are not."""
    body_endings: list[str] = []
    """Endings of firms' and offices' names: 'пром', 'банк'."""
    other: list[str] = []
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
    grammar: GrammarWords = GrammarWords()
    names: NameWords = NameWords()
    name_stems: dict[str, str] = Field(
        default={}, description="Given names with a stem of their own: Павел -> Павл."
    )
