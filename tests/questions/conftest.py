"""What the tests of questions share: the trial tables in DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import duckdb


@pytest.fixture(scope="session")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    from questions.duck import TABLES, connect

    if not TABLES.is_dir():
        pytest.skip("../shared/tables is not here")
    with connect(TABLES) as connection:
        yield connection
