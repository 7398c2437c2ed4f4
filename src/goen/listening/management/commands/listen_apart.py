"""`listen_apart OUT`: the child process of a big listening; reads texts from standard input, tells progress line by line."""

import datetime as dt
import json
import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand

from goen.base.wordvectors import load_word_vectors
from goen.core.listening import Text, listen
from goen.core.listening.archive import pack

_TELL_EVERY_S = 0.25


class _Lines:
    """Progress as lines of JSON, four a second at most."""

    def __init__(self) -> None:
        self._told_at = 0.0

    def update(self, done: float, total: float, note: str = "") -> None:
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY_S:
            self._told_at = now
            sys.stdout.write(json.dumps({"done": 96 * done / max(total, 1), "note": note}) + "\n")
            sys.stdout.flush()


class Command(BaseCommand):
    """Find the topics of many texts beside the server, with the lowest right to the processor."""

    help = "Used by Goen itself: finds topics of texts given on standard input."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to write."""
        parser.add_argument("out", type=Path)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Read, listen, pack, write."""
        if hasattr(os, "nice"):
            os.nice(10)
        texts = [
            Text(text_id, words, author, dt.date.fromisoformat(when) if when else None, about)
            for text_id, words, author, when, about in json.load(sys.stdin)
        ]
        progress = _Lines()
        found = listen(texts, words=load_word_vectors(), progress=progress)
        progress.update(99, 100, "listening.names")
        packed = pack(found)
        with Path(options["out"]).open("wb") as file:
            np.savez(file, **packed)  # type: ignore[arg-type]
