"""Sources -> extraction -> store: a document is whole or absent, and the report says what became of each."""

from app.ingestion.ingest import ingest
from app.ingestion.inputs import Input, Kept, find_inputs, read_input, total_bytes
from app.ingestion.progress import Progress, progress_on, silent
from app.ingestion.report import IngestReport, Remark

__all__ = [
    "IngestReport",
    "Input",
    "Kept",
    "Progress",
    "Remark",
    "find_inputs",
    "ingest",
    "progress_on",
    "read_input",
    "silent",
    "total_bytes",
]
