"""A real server process with its own home, database and people, for tests of what goes over the wire."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from urllib.error import URLError
from urllib.request import urlopen

_ROOT = Path(__file__).resolve().parent.parent
_SHARED = {"GOEN_DATABASE_URL", "GOEN_REDIS_URL"}
_STAGE = """
import json, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.stage import set_stage
print(json.dumps(set_stage(int(sys.argv[1]))))
"""


@cache
def migrated_database() -> Path:
    """Return a SQLite file with today's tables, made once for all servers on this machine: migrating takes ten seconds."""
    told = sha256(version("django").encode())
    for path in sorted((_ROOT / "src" / "goen").glob("*/migrations/*.py")):
        told.update(path.read_bytes())
    kept = Path(gettempdir()) / f"goen-migrated-{told.hexdigest()[:16]}.sqlite3"
    if not kept.exists():
        with TemporaryDirectory() as folder:
            _goen(Server(Path(folder)), "setup", "--quiet")
            new = kept.with_suffix(f".{os.getpid()}")
            shutil.copyfile(Path(folder) / "goen.sqlite3", new)
            new.replace(kept)  # two workers may make it at once: each whole, either will do
    return kept


def free_port() -> int:
    """Return a port that stays free while its server is down: below those the system lends to every outgoing connection."""
    while True:
        port = secrets.randbelow(20_000) + 12_000
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class Server:
    """One Goen serving on a port of its own; `kill` is kill -9."""

    home: Path
    n_guests: int = 8
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    stage: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            # A server of its own keeps its own database, whatever the suite runs on.
            **{key: value for key, value in os.environ.items() if key not in _SHARED},
            "GOEN_HOME": str(self.home),
            "GOEN_SECRET_KEY": "only-for-tests",
            "PYTHONPATH": f"{_ROOT / 'src'}:{_ROOT}",
            "DJANGO_SETTINGS_MODULE": "goen.settings",
            **self.settings,
        }

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def prepare(self) -> "Server":
        self.prepare_empty()
        command = [sys.executable, "-c", _STAGE, str(self.n_guests)]
        done = subprocess.run(command, env=self.environment, cwd=self.home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        self.stage = json.loads(done.stdout.splitlines()[-1])
        return self

    def run(self, code: str) -> str:
        """Run code beside the server, on its database; returns what it printed."""
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env=self.environment, cwd=self.home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def prepare_example(self) -> "Server":
        """Prepare with the example event, as `make run` does."""
        self.prepare_empty()
        _goen(self, "setup")
        _goen(self, "demo")
        return self

    def prepare_empty(self) -> "Server":
        """Prepare with tables and nothing in them."""
        if "GOEN_DATABASE_URL" not in self.settings:
            shutil.copyfile(migrated_database(), self.home / "goen.sqlite3")
        return self

    def start(self) -> "Server":
        code = "import sys; from goen.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", code, "serve", "--port", str(self.port), "--bind", "127.0.0.1"]
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, cwd=self.home, stdout=log, stderr=log)
        for _n in range(600):
            try:
                urlopen(f"http://{self.address}/live/clock", timeout=2).read()
            except (URLError, OSError):
                assert self.process.poll() is None, (self.home / "server.log").read_text()
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=15)

    def log(self) -> str:
        return (self.home / "server.log").read_text()


def _goen(server: Server, *words: str) -> None:
    command = [sys.executable, "-m", "goen", *words]
    done = subprocess.run(command, env=server.environment, cwd=server.home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
