"""Dask's worker processes on this machine, quiet and out of each other's way, for the commands that take `--workers`."""

import importlib
import logging
from typing import Any


def local_cluster(n_workers: int) -> Any:
    """Start a cluster of ``n_workers`` processes, heard on this machine only.

    Raises
    ------
    ImportError
        When Dask is not installed.
    """
    distributed: Any = importlib.import_module("distributed")  # its types are half there
    # Every step of its start is a line of its log, which would bury the command's own words.
    logging.getLogger("distributed").setLevel(logging.ERROR)
    return distributed.LocalCluster(
        n_workers=n_workers,
        threads_per_worker=1,
        host="127.0.0.1",
        # Any free port: of two commands at once the second would find the usual one taken.
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )
