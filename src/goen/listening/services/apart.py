"""Listening in a process of its own: big sets never slow the day down, and can be stopped at once."""

import io
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from goen.base.wordvectors import load_word_vectors
from goen.core.errors import GoenError
from goen.core.listening import Text, listen
from goen.core.listening.archive import pack
from goen.core.progress import Progress
from goen.listening.services.reading import child_environment

HERE_UP_TO = 600
"""Sets up to this size are done in this process: starting another would take longer."""
_LOOK_EVERY_S = 1.0


def find_topics(texts: Sequence[Text], progress: Progress) -> bytes:
    """Return the packed result as the bytes of an .npz file."""
    if len(texts) <= HERE_UP_TO:
        return written(pack(listen(texts, words=load_word_vectors(), progress=progress)))
    with tempfile.TemporaryDirectory(prefix="goen-listening-") as folder:
        target = Path(folder) / "result.npz"
        _run_child(texts, target, progress)
        return target.read_bytes()


def written(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """Return arrays as the bytes of an .npz file, not compressed: floats hardly shrink."""
    target = io.BytesIO()
    np.savez(target, **arrays)  # type: ignore[arg-type]
    return target.getvalue()


def request_of(texts: Sequence[Text]) -> bytes:
    """Return texts as the child reads them."""
    rows = [
        [text.id, text.text, text.author, text.when.isoformat() if text.when else "", dict(text.attributes)]
        for text in texts
    ]
    return json.dumps(rows).encode("ascii")


def _run_child(texts: Sequence[Text], target: Path, progress: Progress) -> None:
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "goen.settings")
    command = [sys.executable, "-m", "django", "listen_apart", str(target), "--settings", settings]
    child = subprocess.Popen(  # noqa: S603 - our own command, no shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=child_environment()
    )
    try:
        assert child.stdin is not None  # noqa: S101 - for the type checker
        with child.stdin as sink:
            sink.write(request_of(texts))
        assert child.stdout is not None  # noqa: S101 - for the type checker
        _follow(child.stdout, progress)
        if child.wait() != 0 or not target.exists():
            raise GoenError("listening.run_failed")
    except BrokenPipeError as error:
        raise GoenError("listening.run_failed") from error
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _follow(lines: IO[bytes], progress: Progress) -> None:
    """Pass the child's progress on until it ends; asks at least once a second whether to stop."""
    news: queue.Queue[bytes] = queue.Queue()

    def read() -> None:
        for line in lines:
            news.put(line)
        news.put(b"")

    threading.Thread(target=read, daemon=True).start()
    done, note = 0.0, "listening.reading"
    while True:
        try:
            line = news.get(timeout=_LOOK_EVERY_S)
        except queue.Empty:
            progress.update(done, 100, note)
            continue
        if not line:
            return
        told = json.loads(line)
        done, note = min(float(told["done"]), 99.0), str(told["note"])
        progress.update(done, 100, note)
