"""Dask's worker processes, quiet and out of each other's way, for the commands that take `--workers`."""

import importlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from goen.core.errors import GoenError


def load_dask() -> Any:
    """Import Dask's ``distributed``, which not every install has and whose types are half there.

    Raises
    ------
    GoenError
        ``base.no_dask`` when it is not installed.
    """
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise GoenError("base.no_dask") from error
    # Every step of its start is a line of its log, which would bury the command's own words.
    logging.getLogger("distributed").setLevel(logging.ERROR)
    return distributed


@contextmanager
def local_client(distributed: Any, n_workers: int) -> Iterator[Any]:
    """Give the client of ``n_workers`` processes on this machine, heard here only, and let them go afterwards."""
    cluster = distributed.LocalCluster(
        n_workers=n_workers,
        threads_per_worker=1,
        host="127.0.0.1",
        # Any free port: of two commands at once the second would find the usual one taken.
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )
    with cluster, distributed.Client(cluster) as client:
        yield client
