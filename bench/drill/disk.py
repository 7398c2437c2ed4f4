"""What happens to the disk: a power cut in the middle of writing, a disk that is full, one that is slow."""

import asyncio
import os
import random
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.serving import Server

from bench.drill.cases import N_PHONES, Figures, crowd_at, figures, repeat
from bench.drill.phones import Count
from bench.drill.places import SkipCaseError, home, server, shim

_HEAD = struct.Struct("<cHQI")
_SECTOR = 512


async def power_cut(n: int, seed: int, *, lies: bool = False) -> Figures:
    """Cut the power: of what was written after the last sync, any part may be on the disk, also half a write.

    With ``lies`` the disk says "synced" and is not: the control, which must lose notes or the drill sees nothing.
    """
    rng, counts = random.Random(seed), []  # noqa: S311
    for _n in range(n):
        with home() as folder:
            counts.append(await _one_cut(folder, rng, lies=lies))
    total = Count(*(sum(getattr(count, name) for count in counts) for name in Count.__dataclass_fields__))
    return figures(n, total, [], is_control=lies)


async def _one_cut(folder: Path, rng: random.Random, *, lies: bool) -> Count:
    log, library = folder / "writes.log", shim(folder, "disk_shim.c")
    app = Server(folder, n_guests=N_PHONES).prepare()
    before = {path.name: path.read_bytes() for path in _database_files(folder)}
    app.settings = {"LD_PRELOAD": library, "DRILL_LOG": str(log), **({"DRILL_LIES": "1"} if lies else {})}
    app.start()
    async with crowd_at(app, seed=rng.randrange(10**9)) as crowd:
        writing = asyncio.create_task(crowd.write(1.0, 0.03))
        await asyncio.sleep(0.5 + rng.random() * 0.5)
        await asyncio.to_thread(app.kill)
        told = crowd.acknowledged()
        await writing
    for path in _database_files(folder):
        path.unlink()
    for name, content in what_the_disk_holds(before, log, rng).items():
        (folder / name).write_bytes(content)
    app.settings = {}
    return await asyncio.to_thread(_look, app, told)


def _look(app: Server, told: set[str]) -> Count:
    """Start again on what the disk holds and compare with what people were told."""
    from bench.drill.reading import board_texts

    try:
        app.start()
        held = board_texts(app)
    except AssertionError:
        held = []  # the database itself did not survive
    finally:
        app.stop()
    return Count(len(told), len(told), len(told - set(held)), len(held) - len(set(held)), 0, 0)


def what_the_disk_holds(before: dict[str, bytes], log: Path, rng: random.Random) -> dict[str, bytes]:
    """Play the log: synced writes are there; of later ones each is there, half there, or not."""
    safe = {name: bytearray(content) for name, content in before.items()}
    waiting: dict[str, list[tuple[bytes, int, bytes]]] = {}
    for op, name, offset, data in _entries(log):
        if op == b"S":
            for entry in waiting.pop(name, []):
                _apply(safe.setdefault(name, bytearray()), *entry)
        else:
            waiting.setdefault(name, []).append((op, offset, data))
    for name, entries in waiting.items():
        for op, offset, data in entries:
            fate = rng.random()
            if fate < 0.5:
                continue
            kept = data if fate < 0.75 or op == b"T" else data[: rng.randrange(0, len(data) + 1, _SECTOR)]
            _apply(safe.setdefault(name, bytearray()), op, offset, kept)
    return {name: bytes(content) for name, content in safe.items()}


def _apply(content: bytearray, op: bytes, offset: int, data: bytes) -> None:
    if op == b"T":
        del content[offset:]
        content.extend(bytes(max(0, offset - len(content))))
        return
    content.extend(bytes(max(0, offset + len(data) - len(content))))
    content[offset : offset + len(data)] = data


def _entries(log: Path) -> Iterator[tuple[bytes, str, int, bytes]]:
    data = log.read_bytes()
    at = 0
    while at + _HEAD.size <= len(data):
        op, n_name, offset, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        name = data[at : at + n_name].decode()
        at += n_name
        yield op, name, offset, data[at : at + size]
        at += size


def _database_files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("goen.sqlite3*") if not path.name.endswith("-shm")]


async def slow_disk(n: int, seed: int) -> Figures:
    """Let every sync take 200 ms and kill the process under it."""
    with home() as folder:
        app = Server(folder, n_guests=N_PHONES).prepare()
        app.settings = {"LD_PRELOAD": shim(folder, "disk_shim.c"), "DRILL_SYNC_MS": "200"}
        app.start()
        try:
            async with crowd_at(app, seed=seed) as crowd:
                rng = random.Random(seed)  # noqa: S311
                lasted = await repeat(crowd, n, rng, lambda: (app.kill(), app.start()))
                count = await crowd.count(app.address, 60)
                p99_ms = crowd.p99_ms()
        finally:
            app.stop()
    return figures(n, count, lasted, p99_ms=round(p99_ms))


async def full_disk(n: int, seed: int) -> Figures:
    """Fill the disk while everybody writes, then make room: notes wait on the phones and arrive."""
    if os.geteuid() != 0:
        raise SkipCaseError("root, to mount a small disk")
    with home() as folder:
        small = folder / "small"
        small.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(small)], check=True)  # noqa: S607
        try:
            with server(N_PHONES, small) as app:
                async with crowd_at(app, seed=seed) as crowd:
                    rng = random.Random(seed)  # noqa: S311
                    for _n in range(n):
                        await _fill_and_free(crowd.write(2.0, 0.05), small / "filler", rng)
                    count = await crowd.count(app.address, 60)
        finally:
            subprocess.run(["umount", "-l", str(small)], check=False)  # noqa: S607
    return figures(n, count, [])


async def _fill_and_free(writing: object, filler: Path, rng: random.Random) -> None:
    task = asyncio.ensure_future(writing)  # type: ignore[arg-type]
    await asyncio.sleep(0.3)
    with filler.open("wb", buffering=0) as file:
        for _n in range(100_000):
            try:
                file.write(bytes(4096))
            except OSError:
                break
    await asyncio.sleep(0.5 + rng.random())
    filler.unlink()
    await task
