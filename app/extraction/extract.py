"""From a document to its findings, stage by stage. Pure: the same document and toolkit always give the same extraction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.document import SourceDocument
from app.domain.findings import Extraction, Proposal, Statement
from app.domain.kinds import Act, StatementKind
from app.domain.notes import DATE_TAKEN, LANGUAGE_TAKEN, NO_DATE
from app.domain.span import Span
from app.errors import UnreadableSource
from app.extraction.acts.proposals import from_direct, from_list, from_reported
from app.extraction.acts.topics import topics_of
from app.extraction.coverage import cover_sentences
from app.extraction.draft import Draft, InOrder
from app.extraction.figures.figures import find_figures
from app.extraction.layout import date_prefix, read_layout
from app.extraction.people.people import find_people
from app.extraction.people.titles import find_roles
from app.extraction.places import find_places, parties_of
from app.extraction.quantities.quantities import find_quantities
from app.extraction.speech.spoken import find_speech
from app.extraction.speech.statements import Found, find_statements
from app.extraction.speech.transcripts import find_turns
from app.extraction.times.dateline import day_in_address, day_of_text
from app.extraction.times.dates import find_dates
from app.extraction.times.summit import find_summit
from app.extraction.toolkit import Kit, Toolkit
from app.language import Analysis, Tokens, detect_language
from app.language.tokens import cut_sentences


def extract(document: SourceDocument, toolkit: Toolkit) -> Extraction:
    """All people, statements, proposals and figures of a document.

    Raises `UnreadableSource` for an empty text or a language without a pack. Nothing is stored, nothing is looked up elsewhere.
    """
    kit, warnings = _language(document, toolkit)
    # 1. layers: lines, tokens, what the lines are
    analysis = _without_date_prefix(kit.language.analyse(document.text))
    draft = Draft(document=document, kit=kit, analysis=analysis, layout=read_layout(analysis, kit))
    draft.places = InOrder(find_places(draft))
    warnings += _date(draft)
    # 2. who and where: people, places, titles
    draft.people = InOrder(find_people(draft))
    draft.parties = parties_of(draft)
    draft.roles = InOrder(find_roles(draft))
    # 3. speech: quotations, turns without marks; then sentences, which no speech is cut by
    draft.turns = find_turns(draft)
    draft.quotations = find_speech(draft)
    whole = [
        *(quotation.outer for quotation in draft.quotations),
        *(turn.span for turn in draft.turns.values() if turn is not None),
    ]
    analysis.sentences = cut_sentences(analysis, whole, kit.words.abbreviations)
    draft.summit = find_summit(draft, toolkit)
    # 4. who said what
    statements = find_statements(draft)
    # 5. what is proposed
    proposals = _proposals(draft, statements.found)
    # 6. numbers with their meaning
    quantities = find_quantities(draft)
    figures = find_figures(draft, quantities, statements.found, proposals)
    draft.memo.clear()  # it refers to the draft, which is freed at once without it
    return Extraction(
        document=draft.document,
        language=kit.code,
        people=tuple(person.mention for person in draft.people),
        statements=tuple(found.statement for found in statements.found),
        proposals=tuple(proposals),
        figures=tuple(figures),
        quantities=tuple(quantities),
        coverage=tuple(cover_sentences(draft, statements, proposals, figures)),
        dates=tuple(find_dates(draft)),
        summit=draft.summit,
        warnings=(*document.warnings, *warnings),
    )


def _language(document: SourceDocument, toolkit: Toolkit) -> tuple[Kit, list[str]]:
    if not document.text.strip():
        raise UnreadableSource("the text is empty")
    if document.language is not None:
        return toolkit.kit(document.language), []
    code, sure = detect_language(document.text)
    return toolkit.kit(code), [] if sure else [LANGUAGE_TAKEN.format(code=code)]


def _date(draft: Draft) -> list[str]:
    """Give a document without a day the one that its text or address tells; the warnings that tell so."""
    if draft.document.published_on is not None:
        return []
    found = day_of_text(draft)
    day = date.fromisoformat(found.value) if found is not None else day_in_address(draft.document.url)
    if day is None:
        return [NO_DATE]
    draft.document = replace(draft.document, published_on=day)
    told = found.span.of(draft.text) if found is not None else draft.document.url
    return [DATE_TAKEN.format(day=day.isoformat(), where="text" if found else "address", told=told)]


def _without_date_prefix(analysis: Analysis) -> Analysis:
    """A leading ` date YYYY-MM-DD ` belongs to no finding."""
    match = date_prefix(analysis.text)
    if match is None or not analysis.paragraphs:
        return analysis
    first = analysis.paragraphs[0]
    rest = Span(match.end(), first.end).trimmed(analysis.text) if first.end > match.end() else None
    paragraphs = [rest, *analysis.paragraphs[1:]] if rest else analysis.paragraphs[1:]
    tokens = Tokens(token for token in analysis.tokens if token.start >= match.end())
    return replace(analysis, paragraphs=paragraphs, tokens=tokens, starts=[token.start for token in tokens])


def _proposals(draft: Draft, found: list[Found]) -> list[Proposal]:
    proposals: list[Proposal] = []
    for number, item in enumerate(found):
        statement = item.statement
        if statement.act is not Act.PROPOSAL:
            continue
        # A phrase that is begun before its line ends behind it is none: 'last year\nTemur proposed'.
        inside = [(span, rule) for span, rule in _spans(draft, item, statement) if statement.span.holds(span)]
        for position, (span, rule) in enumerate(inside, start=1):
            proposals.append(
                Proposal(
                    span=span,
                    statement=number,
                    position=position,
                    speaker=statement.speaker,
                    topics=topics_of(draft, (span,), statement.topics),
                    addressees=statement.addressees,
                    rule=rule,
                )
            )
    return proposals


def _spans(draft: Draft, item: Found, statement: Statement) -> list[tuple[Span, str]]:
    if item.items:
        return from_list(draft, item.items)
    if statement.kind is StatementKind.DIRECT:
        return from_direct(draft, statement.segments)
    last = item.last
    if (
        statement.rule == "signature" and statement.segments
    ):  # '… – Temur': who signs a headline is not asked for
        last = draft.token_range(statement.segments[-1])[1]
    return from_reported(draft, item.cues, item.first, last)
