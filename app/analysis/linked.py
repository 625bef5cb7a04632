"""A record as JSON-LD: schema.org for what it is, W3C Web Annotation for where its words stand, PROV for where it comes from.

Pure, from what is published of the record: words that are withheld are not in it, and so not in this. The terms are those of
`app/schemas/context.jsonld`; what schema.org has no property for is told as its `PropertyValue`, so that no term is of our own making.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.domain.calendar import duration, interval
from app.domain.kinds import StatementKind
from app.schemas.ids import Kind

Record = Mapping[str, Any]
Node = dict[str, Any]

CONTEXT: Final = "/api/v1/context.jsonld"
_JUDGED: Final = ("confirmed", "corrected", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record is asked for, and what it was made by.

    `host`: scheme, host and path before those of this service, without a slash at the end. The versions are None where it is not known which made
    this state of the record; `generated_at` is the moment in which this state was stored. `unit_code` is that of a figure's unit, as schema.org
    writes such codes.
    """

    host: str
    extractor_version: str | None = None
    vocabulary_version: str | None = None
    generated_at: str | None = None
    unit_code: str | None = None


def linked(kind: Kind, record: Record, origin: Origin) -> Node:
    """A parsed statement, proposal, figure or document (with its text) as a JSON-LD object, its context named by address."""
    found: Node = _told({"@context": f"{origin.host}{CONTEXT}", **_SHAPES[kind](record, origin)})
    return found


def _statement(record: Record, origin: Origin) -> Node:
    speaker = _agent(record["speaker"], origin)
    return {
        **_quotation("statement", record, speaker, origin),
        # Only what stands between quotation marks is the speaker's wording; all else is the source's.
        "creator": speaker if record["kind"] == StatementKind.DIRECT else None,
        "isPartOf": [_source(record, origin)],
        "hasPart": _pieces(record, origin),
        "additionalProperty": _properties(record, ("kind", "act", "cue"), record["speaker"]),
    }


def _proposal(record: Record, origin: Origin) -> Node:
    return {
        **_quotation("proposal", record, _agent(record["proposer"], origin), origin),
        "isPartOf": [_source(record, origin), f"{origin.host}/statements/{record['statement']}"],
        "position": record["position"],
        "additionalProperty": _properties(record, (), record["proposer"]),
    }


def _quotation(kind: Kind, record: Record, speaker: Node | None, origin: Origin) -> Node:
    withheld = record.get("withheld")
    return {
        "@id": _iri(kind, record["id"], origin),
        "@type": "Quotation",
        "identifier": record["id"],
        "text": None if withheld else record["span"]["exact"],
        "inLanguage": record["language"],
        "spokenByCharacter": speaker,
        "about": [_named("DefinedTerm", "topics", topic, origin) for topic in record["topics"]],
        "audience": [
            {"@type": "Audience", "identifier": each["id"], "name": each["labels"]}
            for each in record["addressees"]
        ],
        "dateCreated": record["said_on"],
        **_provenance(kind, record, origin),
    }


def _pieces(record: Record, origin: Origin) -> list[Node]:
    """The words said, where an attribution stands among them or behind them."""
    span = record["span"]
    if record.get("withheld") or record["segments"] == [{"start": span["start"], "end": span["end"]}]:
        return []
    found = []
    for piece in record["segments"]:
        words = span["exact"][piece["start"] - span["start"] : piece["end"] - span["start"]]
        where = {**piece, "exact": words}
        found.append({"@type": "Quotation", "text": words, "wasQuotedFrom": _words(record, where, origin)})
    return found


def _figure(record: Record, origin: Origin) -> Node:
    places = [each for each in (record["reporter"], *record["partners"]) if each]
    high, period = record["value_high"], record["period"]
    return {
        "@id": _iri("figure", record["id"], origin),
        "@type": "Observation",
        "identifier": record["id"],
        # Of a range neither end is the value.
        "value": record["value"] if high is None else None,
        "minValue": None if high is None else record["value"],
        "maxValue": high,
        "unitCode": origin.unit_code,
        "unitText": record["unit"],
        "measuredProperty": _named("Property", "metrics", record["metric"], origin),
        "observationDate": period["start"] if period else None,
        "observationPeriod": duration(*_days(period)) if period else None,
        "observationAbout": [_place(each, origin) for each in places],
        "wasAttributedTo": _agent(record["claimant"], origin),
        "valueReference": _iri("figure", record["companion"], origin) if record["companion"] else None,
        "subjectOf": f"{origin.host}/statements/{record['statement']}" if record["statement"] else None,
        "additionalProperty": [
            *_properties(
                record, ("measure", "direction", "modality", "bound", "step", "said_on"), record["claimant"]
            ),
            *(
                _property(name, interval(*_days(record[name])))
                for name in ("period", "base_period")
                if record[name]
            ),
            *(_property("topic", topic["id"]) for topic in record["topics"]),
            *(_property("flag", flag) for flag in record["flags"]),
        ],
        **_provenance("figure", record, origin),
    }


def _document(record: Record, origin: Origin) -> Node:
    people = {each["leader"]: each for each in record["people"]}
    return {
        **_source(record, origin),
        "identifier": record["id"],
        "text": None if record.get("withheld") else record["text"],
        "license": record["licence"],
        "mentions": [
            {
                "@id": f"{origin.host}/leaders/{leader}",
                "@type": "Person",
                "identifier": leader,
                "name": {record["language"]: each["name"]},
            }
            for leader, each in people.items()
        ],
        "about": [_named("Event", "summits", record["summit"], origin)] if record["summit"] else [],
        "version": record["revision"],
        "generatedAtTime": record["retrieved_at"],
        "wasDerivedFrom": {"@id": record["url"], "@type": "Entity", "sha256": record["sha256"]},
        "wasGeneratedBy": _activity([record["url"]] if record["url"] else [], origin),
    }


def _provenance(kind: Kind, record: Record, origin: Origin) -> Node:
    """Where the words stand, and what made the record of them."""
    document = _iri("document", record["document"]["id"], origin)
    judged = record["review"] in _JUDGED
    return {
        "version": record["revision"],
        "generatedAtTime": origin.generated_at,
        "wasDerivedFrom": document,
        "wasQuotedFrom": _words(record, record["span"], origin),
        "wasGeneratedBy": _activity([document], origin),
        "wasInfluencedBy": f"{origin.host}/api/v1/{kind}s/{record['id']}/history" if judged else None,
    }


def _words(record: Record, span: Record, origin: Origin) -> Node:
    """A place in the document's text. Offsets count code points, as Web Annotation wants it; of words that are withheld only those are told."""
    quote = {"@type": "TextQuoteSelector", "exact": span.get("exact")}
    quote |= {name: span[name] for name in ("prefix", "suffix") if span.get(name)}
    position = {"@type": "TextPositionSelector", "start": span["start"], "end": span["end"]}
    return {
        "@type": "SpecificResource",
        "source": _iri("document", record["document"]["id"], origin),
        "selector": [position, *([quote] if span.get("exact") else [])],
    }


def _activity(used: Sequence[str], origin: Origin) -> Node:
    agent = {
        "@type": "SoftwareAgent",
        "name": {"@none": "Summitry"},
        "softwareVersion": origin.extractor_version,
    }
    vocabulary = {"@type": "Entity", "name": {"en": "Vocabulary"}, "identifier": origin.vocabulary_version}
    return {
        "@type": "Activity",
        "used": [*used, *([vocabulary] if origin.vocabulary_version else [])],
        "wasAssociatedWith": agent,
    }


def _source(record: Record, origin: Origin) -> Node:
    """The document of a record, or the document that it is."""
    source = record.get("document", record)
    publisher = source["publisher"]
    return {
        "@id": _iri("document", source["id"], origin),
        "@type": "CreativeWork",
        "headline": source["title"],
        "inLanguage": source["language"],
        "datePublished": source["published_on"],
        "url": source["url"],
        "publisher": {"@type": "Organization", "name": {"@none": publisher}} if publisher else None,
    }


def _agent(speaker: Record | None, origin: Origin) -> Node | None:
    """Who speaks. Bodies have no page, and so no address."""
    if speaker is None:
        return None
    person = speaker["kind"] == "person"
    return {
        "@id": f"{origin.host}/leaders/{speaker['id']}" if person else None,
        "@type": "Person" if person else "Organization",
        "identifier": speaker["id"],
        "name": speaker["labels"],
    }


def _named(kind: str, noun: str, label: Record, origin: Origin) -> Node:
    """An entry of the vocabulary, by the address of its page."""
    return {
        "@id": f"{origin.host}/{noun}/{label['id']}",
        "@type": kind,
        "identifier": label["id"],
        "name": label["labels"],
    }


def _place(label: Record, origin: Origin) -> Node:
    """A country by its code, or a bloc, whose ids are written in small letters."""
    return _named("Country" if label["id"].isupper() else "Place", "countries", label, origin)


def _properties(record: Record, names: Sequence[str], speaker: Record | None) -> list[Node]:
    """What schema.org has no property for: the fields of the record under their own names."""
    found = [_property(name, record[name]) for name in names if record[name] is not None]
    if speaker is not None:
        found.append(_property("attribution", speaker["attribution"]))
    return [*found, _property("rule", record["rule"]), _property("review", record["review"])]


def _property(name: str, value: Any) -> Node:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _iri(kind: Kind, id: str, origin: Origin) -> str:
    """The address under which a record is cited: that of its page."""
    return f"{origin.host}/{kind}s/{id}"


def _days(period: Record) -> tuple[date, date]:
    return date.fromisoformat(period["start"]), date.fromisoformat(period["end"])


def _told(node: Any) -> Any:
    """Without what is not known: in JSON-LD what is not said is not there."""
    if isinstance(node, dict):
        return {name: _told(value) for name, value in node.items() if value is not None and value != []}
    return [_told(each) for each in node] if isinstance(node, list) else node


_SHAPES: Final[dict[Kind, Callable[[Record, Origin], Node]]] = {
    "statement": _statement,
    "proposal": _proposal,
    "figure": _figure,
    "document": _document,
}
