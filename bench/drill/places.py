"""Where a drill happens: servers of its own, a PostgreSQL and a Redis of its own that may be killed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from tests.serving import Server, free_port


class SkipCaseError(Exception):
    """What a case needs is not on this machine; says what."""


@contextmanager
def home() -> Iterator[Path]:
    """Yield a folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="goen-drill-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server(n_guests: int, folder: Path | None = None, **settings: str) -> Iterator[Server]:
    """Yield a prepared, running server."""
    with home() as own:
        running = Server(folder or own, n_guests=n_guests, settings=settings).prepare().start()
        try:
            yield running
        finally:
            running.stop()


def shim(folder: Path, source: str) -> str:
    """Compile what stands between a server and its machine; returns the library to load before all others."""
    if not shutil.which("gcc"):
        raise SkipCaseError("gcc")
    library = folder / f"{source}.so"
    code = Path(__file__).with_name(source)
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", str(library), str(code), "-ldl"], check=True)  # noqa: S607
    return str(library)


class Postgres:
    """A PostgreSQL cluster of its own, with the durability a fresh one has."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not found:
            raise SkipCaseError("PostgreSQL's own programs (Debian: postgresql)")
        self.bin, self.folder, self.port = found[-1], folder / "cluster", free_port()
        self._user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.folder.mkdir()
        if self._user:
            folder.chmod(0o755)
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-D", str(self.folder), "-U", "postgres", "-E", "UTF8", "--auth=trust")
        self.start()

    @property
    def url(self) -> str:
        """Return the address of its database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers, after a crash too."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._run("pg_ctl", "-D", str(self.folder), "-o", options, "-l", str(self.folder / "log"), "-w", "start")
        for _n in range(200):
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError((self.folder / "log").read_text())

    def kill(self) -> None:
        """Kill the postmaster and everything it has started, at once."""
        postmaster = int((self.folder / "postmaster.pid").read_text().splitlines()[0])
        children = subprocess.run(["pgrep", "-P", str(postmaster)], capture_output=True, text=True, check=False)  # noqa: S607
        for pid in [postmaster, *map(int, children.stdout.split())]:
            with_suppressed_kill(pid)
        while Path(f"/proc/{postmaster}").exists():
            time.sleep(0.01)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        """End it."""
        self._run("pg_ctl", "-D", str(self.folder), "-m", "immediate", "stop", check=False)

    def _run(self, program: str, *words: str, check: bool = True) -> None:
        command = [*self._user, str(self.bin / program), *words]
        subprocess.run(command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


class Redis:
    """A Redis of its own, keeping nothing."""

    def __init__(self) -> None:
        if not shutil.which("redis-server"):
            raise SkipCaseError("redis-server")
        self.port = free_port()
        self.start()

    @property
    def url(self) -> str:
        """Return its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it."""
        command = ["redis-server", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(0.2)

    def kill(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait()


def with_suppressed_kill(pid: int) -> None:
    """Kill a process that may have gone by itself."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
