"""The contract: complete, with names that stay, errors and examples everywhere, and examples that are true."""

from __future__ import annotations

import re
from typing import Any

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

from app.main import Application

# Names are for ever: clients are generated from them. New ones are added here, none is changed.
OPERATIONS = {
    "list_statements", "get_statement", "list_proposals", "get_proposal", "list_figures",
    "list_implied", "list_claims_of_figure", "get_figure", "list_claims", "get_claim",
    "get_agenda", "get_profile", "cite_statement", "cite_proposal", "cite_figure", "cite_document", "cite_claim",
    "list_series", "get_series",
    "list_threads", "get_thread", "list_proposals_of_thread", "get_thread_of_proposal",
    "list_documents", "get_document", "get_coverage", "get_versions", "list_leaders", "get_leader", "resolve_leader", "list_topics", "get_topic",
    "list_metrics", "get_metric", "list_countries", "get_country", "list_summits", "get_summit",
    "correct_statement", "confirm_statement", "reject_statement", "get_statement_history",
    "correct_proposal", "confirm_proposal", "reject_proposal", "get_proposal_history",
    "correct_figure", "confirm_figure", "reject_figure", "get_figure_history",
    "send_document", "withdraw_document", "get_job",
    "search_records", "list_changes", "export_everything", "extract_text", "get_context", "get_sdmx_structure", "get_meta", "get_health", "get_readiness",
}  # fmt: skip


JUDGING = {
    f"{what}_{kind}"
    for what in ("correct", "confirm", "reject")
    for kind in ("statement", "proposal", "figure")
}
WRITING = JUDGING | {"send_document", "withdraw_document", "get_job"}
"""What needs a key."""
CONTRADICTORY = {
    "send_document",
    "correct_figure",
    "get_agenda",
    "get_statement",
    "get_proposal",
    "get_figure",
}
"""What can be asked for in ways that contradict themselves."""


@pytest.fixture(scope="module")
def contract(app: Application) -> dict[str, Any]:
    return app.openapi()


def operations(contract: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in contract["paths"].items()
        for method, operation in methods.items()
    ]


def test_names_of_operations_stay(contract: dict[str, Any]) -> None:
    assert {operation["operationId"] for _, _, operation in operations(contract)} == OPERATIONS


def test_every_operation_is_described(contract: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in contract["tags"]}
    for path, _, operation in operations(contract):
        assert set(operation["tags"]) <= tags and operation["tags"], path
        assert re.fullmatch(r"[A-Z][^.\n]{4,60}", operation["summary"]), path
        assert len(operation["description"]) > 20, path
        for parameter in operation.get("parameters", []):
            assert parameter["description"] or parameter["schema"].get("description"), (
                path,
                parameter["name"],
            )


def test_every_status_that_can_occur_is_documented(contract: dict[str, Any]) -> None:
    for path, method, operation in operations(contract):
        good = {"send_document": "202", "withdraw_document": "204"}.get(operation["operationId"], "200")
        expected = {good, "413", "414", "422", "500", "503"}
        if path.startswith("/api/"):
            expected |= {"404", "406"}
        if path.startswith("/api/") and method == "get" and not path.startswith("/api/v1/jobs/"):
            expected |= {"304"}
        if "requestBody" in operation:
            expected |= {"415"}
        if re.match(r"/api/v1/(documents|statements|proposals|figures)/", path):
            expected |= {"410"}
        if operation["operationId"] in WRITING:
            expected |= {"401", "403"}
        if operation["operationId"] in JUDGING:
            expected |= {"412", "428"}
        if operation["operationId"] in CONTRADICTORY:
            expected |= {"409"}
        assert set(operation["responses"]) == expected, path
        for status, response in operation["responses"].items():
            if status >= "400":
                schema = response["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ProblemOut"}


def test_the_frameworks_own_errors_are_gone(contract: dict[str, Any]) -> None:
    assert not {"HTTPValidationError", "ValidationError"} & contract["components"]["schemas"].keys()


def test_every_schema_has_an_example_that_fits(contract: dict[str, Any]) -> None:
    schemas = contract["components"]["schemas"]
    assert len(schemas) > 30
    for name, schema in schemas.items():
        whole = {"$ref": f"#/components/schemas/{name}", "components": contract["components"]}
        validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        assert schema["examples"], name
        for example in schema["examples"]:
            validator.validate(example)


def test_every_field_is_described_with_an_example_or_a_shape(contract: dict[str, Any]) -> None:
    for name, schema in contract["components"]["schemas"].items():
        if name.startswith("Page_") or "properties" not in schema:
            continue
        for field, shape in schema["properties"].items():
            described = "description" in shape or "$ref" in shape or "anyOf" in shape
            assert described, (name, field)


def test_whatever_writes_needs_a_key(contract: dict[str, Any], client: TestClient) -> None:
    """Made from the contract, so that no new route is forgotten: whatever is no reading and no extraction refuses who brings none."""
    keyed = set()
    for path, method, operation in operations(contract):
        if operation["operationId"] == "extract_text" or (method == "get" and "security" not in operation):
            continue
        keyed.add(operation["operationId"])
        assert operation["security"] == [{"key": []}], path
        at = path.replace("{id}", {"jobs": f"job-{'0' * 32}"}.get(path.split("/")[3], "st-0000000000000"))
        for prefix in ("st-", "pr-", "fi-", "doc-"):
            if path.split("/")[3][:2] == prefix[:2]:
                at = at.replace("st-", prefix)
        body = {"json": {}} if "requestBody" in operation else {}
        answer = client.request(method, at, **body)
        assert answer.status_code == 401, (method, path, answer.text)
    assert keyed == WRITING
