"""Jobs: how far documents are that were sent."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from app.api.access import needs
from app.api.given import ServiceDep, no_parameters
from app.api.negotiation import json_answer
from app.domain.access import Scope
from app.queries.jobs import get_job as query_job
from app.schemas.job import JobId, JobOut

router = APIRouter(prefix="/jobs", tags=["writing"])


@router.get(
    "/{id}",
    response_model=JobOut,
    dependencies=[Depends(no_parameters), Depends(needs(Scope.DOCUMENTS))],
)
async def get_job(id: JobId, service: ServiceDep) -> Response:
    """Get a job

    How far a document is that was sent, and what came of it.
    """
    answer = json_answer((await service.read_newest(query_job, id)).model_dump_json().encode())
    answer.headers["cache-control"] = "no-store"
    return answer
