"""/llms.txt: the service on one page of plain text, for language models and people in a hurry. Written from the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

Shape = dict[str, Any]

_OPENING: Final = """\
# Summitry

> What leaders say at summits, as data: statements (who said what), proposals (who asks whom for what) and economic figures (metric, exact
> value, unit, period, countries, claimant), found in press releases and news in Russian and English, each tied to the exact characters of
> its source. Reading needs no key. All is GET where nothing else is said.

- The contract (OpenAPI 3.1): [/openapi.json](/openapi.json); the same to read and try: [/docs](/docs)
- Addresses below are examples that work on the samples. Ids of filters come from the vocabulary: leaders, topics, metrics, countries, summits.
- `format=jsonld` on a single statement, proposal, figure or document: JSON-LD; `format=sdmx-csv` on lists of figures: SDMX-CSV.
- `as_of=41` (a data version, a day or a moment) on a single statement, proposal or figure shows it as it was; 404 and 410 tell when it was not stored.

## How lists work

- Filters of different names narrow a list, a repeated one widens it: `topic=trade&topic=energy`. `exclude_NAME` leaves out, of names with a `*` below.
- Lists of records take SHARED: "those of lists" below.
- An unknown parameter is refused (422), an unknown id in a filter, too (404): a list is never silently empty.
- `items` are the records; ask the address in `next` for the following ones until it is null. `count=exact` adds `total`.
- Offsets (`span.start`, `span.end`) count Unicode code points; decimals are text; days are YYYY-MM-DD. `notes` says what to know.
- Labels are given in Russian and English, texts as they stand in the source. A null speaker: the text does not tell beyond doubt.
- Where a publisher's terms let only short pieces be shown, longer ones are withheld: `withheld` is true, the words are empty; cite the `url`.
- `ETag`: send it back in `If-None-Match` for a 304 until the data changes.
- v1 only grows: pass over properties and values that you do not know.
"""

_QUESTIONS: Final = {
    "list_statements": "leader=sadyr-japarov&topic=trade",
    "list_proposals": "summit=consultative-meeting-central-asia-7",
    "list_figures": "metric=trade_turnover&measure=level",
    "list_claims": "metric=trade_turnover&disagreeing=true",
    "get_agenda": "summit=consultative-meeting-central-asia-7",
    "list_series": "metric=trade_turnover&country=KG&partner=KZ",
    "list_threads": "topic=science-education",
    "list_documents": "country=KG",
    "list_leaders": "country=KG",
    "list_changes": "since=0",
    "search_records": "q=trade%20transport",
    "resolve_leader": "name=Djaparov",
}
"""What is asked in the examples, by operation; where a path has an id, it is that of the example of what is answered."""

_SHARED: Final = (
    "limit", "count", "date_from", "date_to", "sort", "cursor", "format", "facets", "facet_limit", "fields", "lang", "bom",
)  # fmt: skip
"""Parameters of every list of records, which are named once."""

_SENT: Final = "Send `{body}` as application/json."
_NOUNS: Final = re.compile(r"(?:statement|proposal|figure)s?")
"""What is described in the same words of each of them is described once."""


def written(contract: Shape) -> str:
    """The page. Addresses begin with a slash: who serves it below another path puts that before them."""
    operations = [operation for methods in contract["paths"].values() for operation in methods.values()]
    asked = next(operation for operation in operations if operation["operationId"] == "list_statements")
    lines = [_OPENING.replace("SHARED", ", ".join(_SHARED))]
    told: dict[str, str] = {}
    for tag in contract["tags"]:
        lines.append(f"## {tag['name'].capitalize()}: {_small(tag['description'])}\n")
        lines += _operations(contract, tag["name"], told)
        lines.append("")
    lines += ["## The words of `q=`\n", _parameter(asked, "q")["description"], ""]
    lines += ["## Formats of lists\n", _parameter(asked, "format")["description"], ""]
    lines += [
        "## Errors\n",
        "Problem documents (RFC 9457, application/problem+json): `detail` says what to do, `errors[]` names each parameter (`loc`), its value",
        "and what is wrong with it.\n",
        *(
            f"- {status}: {response['description']}"
            for status, response in sorted(asked["responses"].items())
            if status >= "400"
        ),
    ]
    return "\n".join(lines) + "\n"


def _operations(contract: Shape, tag: str, told: dict[str, str]) -> Iterator[str]:
    """A line for each operation of a tag. `told`: what was described -> where."""
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            if tag not in operation["tags"]:
                continue
            described = operation["description"]
            where = told.setdefault(_NOUNS.sub("", described), operation["summary"])
            if where != operation["summary"]:
                described = f"As above: {where}."
            key = " Needs a key." if "security" in operation else ""
            if method == "get" and not key:
                address = _address(path, operation, contract)
                line = f"- [{operation['summary']}]({address}): {described}"
            else:
                line = f"- {operation['summary']} (`{method.upper()} {path}`): {described}{key}"
                if "requestBody" in operation:
                    body = operation["requestBody"]["content"]["application/json"]["schema"]
                    fields = ", ".join(f'"{name}": …' for name in _resolved(body, contract)["properties"])
                    line += f" {_SENT.format(body=f'{{{fields}}}')}"
            yield line + _parameters(operation)


def _parameters(operation: Shape) -> str:
    names = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]
    told = [
        f"{name}*" if f"exclude_{name}" in names else name
        for name in names
        if not name.startswith("exclude_")
    ]
    if set(_SHARED) <= set(told):
        told = ["those of lists", *(name for name in told if name not in _SHARED)]
    return f" Parameters: {', '.join(told)}." if told else ""


def _address(path: str, operation: Shape, contract: Shape) -> str:
    question = _QUESTIONS.get(operation["operationId"])
    if "{id}" in path:
        # Examples of these are of a statement, whatever is asked for.
        one = path.removesuffix("/history").removesuffix("/citation")
        answer = contract["paths"][one]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        shown = _resolved(answer, contract)["examples"][0]
        of_proposal = path.endswith("/thread")
        path = path.replace("{id}", shown["first_voiced"]["proposal"] if of_proposal else _id(shown))
    return f"{path}?{question}" if question else path


def _id(example: Shape) -> str:
    """The id by which an example is asked for: its own, or that of the record which it tells about."""
    first = example["items"][0] if "items" in example else {}
    found: str = (
        example.get("id")
        or example.get("document")
        or first.get("growth")
        or (first["claims"][0]["figure"] if "claims" in first else first["record"]["id"])
    )
    return found


def _resolved(schema: Shape, contract: Shape) -> Shape:
    reference = next(each["$ref"] for each in schema.get("anyOf", [schema]) if "$ref" in each)
    found: Shape = contract["components"]["schemas"][reference.rpartition("/")[2]]
    return found


def _parameter(operation: Shape, name: str) -> Shape:
    found: Shape = next(each for each in operation["parameters"] if each["name"] == name)
    return found


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")
