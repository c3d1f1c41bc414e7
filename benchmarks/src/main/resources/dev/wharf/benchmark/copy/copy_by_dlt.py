"""Copies one table by dlt: copy_by_dlt.py SOURCE TARGET TABLE BACKEND, both URLs in SQLAlchemy's form."""
import os
import sys

import dlt
from dlt.sources.sql_database import sql_table

source, target, table, backend = sys.argv[1:]
pipeline = dlt.pipeline(
    pipeline_name="copy",
    pipelines_dir=os.path.join(os.environ["DLT_DATA_DIR"], "pipelines"),
    destination=dlt.destinations.postgres(target),
    dataset_name="copied",
)
pipeline.run(sql_table(source, table, backend=backend, chunk_size=50_000), write_disposition="replace")
