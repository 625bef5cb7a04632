"""SDMX as its users read it: the structure by pysdmx, the cells of SDMX-CSV by the standard reader of CSV, which changes none."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from msgspec.json import Decoder
from pysdmx.io.json.sdmxjson2.messages import JsonStructureMessage
from pysdmx.model import Component, DataStructureDefinition, Role, decoders
from starlette.testclient import TestClient

API = "/api/v1"
CSV_TYPE = "application/vnd.sdmx.data+csv;version=2.0.0"
Row = dict[str, str]


def structure(client: TestClient) -> DataStructureDefinition:
    """The data structure that the service publishes, as pysdmx understands it; its code lists are resolved. Read as its REST client does, for which it
    needs nothing else; `read_sdmx` wants the schemas of the messages beside."""
    answer = client.get(f"{API}/sdmx/structure")
    assert answer.status_code == 200
    message = Decoder(JsonStructureMessage, dec_hook=decoders).decode(answer.content).to_model()
    [definition] = message.get_data_structure_definitions()
    return definition


def rows(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def codes(definition: DataStructureDefinition) -> Mapping[str, set[str]]:
    """Component -> the codes that it may have, of those that have a list."""
    return {
        each.id: {code.id for code in each.local_codes.codes}
        for each in definition.components
        if each.local_codes is not None
    }


def faults(found: list[Row], definition: DataStructureDefinition) -> list[str]:
    """What the rows have that their structure does not allow: unknown columns and codes, mandatory cells that are empty, a key that stands twice.

    A time that is not told is the one cell of a key that may be empty, beside the frequency that says so.
    """
    listed, parts = codes(definition), list(definition.components)
    head = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *(each.id for each in parts)]
    told, keys = [], set()
    for row in found:
        if list(row) != head:
            told.append(f"columns: {list(row)}")
        if (row["STRUCTURE"], row["STRUCTURE_ID"]) != ("dataflow", "SUMMITRY:FIGURES(1.0)"):
            told.append(f"structure: {row['STRUCTURE_ID']}")
        for each in parts:
            cell = row[each.id]
            if not cell and each.required and not _is_untold_time(each, row):
                told.append(f"{each.id} is empty")
            if cell and each.id in listed and cell not in listed[each.id]:
                told.append(f"{each.id}: {cell} is in no list")
        key = tuple(row[each.id] for each in parts if each.role == Role.DIMENSION)
        if key in keys:
            told.append(f"key stands twice: {key}")
        keys.add(key)
    return told


def _is_untold_time(component: Component, row: Row) -> bool:
    return component.id == "TIME_PERIOD" and row["FREQ"] == "_U"
