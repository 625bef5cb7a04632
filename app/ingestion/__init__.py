"""Sources -> extraction -> store: a document is whole or absent, and the report says what became of each."""

from app.ingestion.executors import extract_with
from app.ingestion.extracting import Here
from app.ingestion.ingest import ingest
from app.ingestion.inputs import Input, find_inputs, total_bytes
from app.ingestion.origin import Kept, Source
from app.ingestion.progress import Progress, progress_on, silent
from app.ingestion.reextract import count_stale, reextract
from app.ingestion.report import IngestReport, Remark

__all__ = [
    "Here",
    "IngestReport",
    "Input",
    "Kept",
    "Progress",
    "Remark",
    "Source",
    "count_stale",
    "extract_with",
    "find_inputs",
    "ingest",
    "progress_on",
    "reextract",
    "silent",
    "total_bytes",
]
