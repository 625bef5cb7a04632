"""Where documents are extracted: in this process, in several of this machine, on a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import InvalidInput
from app.extraction import build_toolkit
from app.ingestion.cluster import Cluster
from app.ingestion.extracting import Extracting, Here
from app.ingestion.workers import Workers

if TYPE_CHECKING:
    from app.vocabulary import Vocabulary


def extract_with(
    vocabulary: Vocabulary, workers: int = 1, *, cluster: str | None = None, again: bool = False
) -> Extracting:
    """Extraction here, in so many processes beside this one, or by the workers of the Dask scheduler at `cluster`; the same comes out.

    `again`: of documents that are stored. Raises `InvalidInput` for a cluster with `workers` of this machine, or without the extra for it.
    """
    if cluster is not None:
        if workers > 1:
            raise InvalidInput(
                "--workers are processes of this machine, --cluster has its own: give one of them"
            )
        return Cluster(vocabulary, cluster, again=again)
    return Here(build_toolkit(vocabulary)) if workers == 1 else Workers(vocabulary, workers, again=again)
