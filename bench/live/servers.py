"""The servers under load, each pinned to core 0: Goen, `y-websocket` (Node, memory only), a bare Python broadcast."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_STAGE = """
import json, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from bench.live.stage import set_hall
from goen.cli.kernels import warm_kernels
warm_kernels()
print(json.dumps(set_hall(int(sys.argv[1]), int(sys.argv[2]))))
"""
_WARM_UNTIL_S = 22.0  # goen.asgi loads compiled kernels 20 s after the start
_SERVE = "import sys; from goen.cli import main; sys.exit(main())"


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """A server that answers, with its CPU time and memory."""

    process: subprocess.Popen[bytes]
    port: int
    stage: dict = field(default_factory=dict)
    home: Path | None = None
    started_at: float = field(default_factory=time.monotonic)

    def cpu_s(self) -> float:
        """Return user and system time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss_mb(self) -> float:
        """Return resident memory."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(text.split("VmRSS:")[1].split()[0]) / 1024

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=20)


def start(command: list[str], port: int, **options: object) -> Running:
    """Start a pinned server and wait until it takes connections."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": options.pop("stderr", subprocess.DEVNULL)}
    process = subprocess.Popen(["/usr/bin/taskset", "-c", "0", *command], **quiet, **options)
    for _n in range(1200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return Running(process, port)
        if process.poll() is not None:
            raise RuntimeError(f"{command[0]} ended with {process.returncode}")
        time.sleep(0.05)
    raise RuntimeError(f"{command[0]} does not answer")


def goen(n_tables: int, n_people: int, settings: dict[str, str] | None = None) -> Running:
    """Start Goen with tables of people, each with a session."""
    home = Path(tempfile.mkdtemp(prefix="goen-bench-"))
    environment = {**os.environ, "GOEN_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **(settings or {})}
    environment["DJANGO_SETTINGS_MODULE"] = "goen.settings"
    command = [sys.executable, "-c", _STAGE, str(n_tables), str(n_people)]
    staged = subprocess.run(command, env=environment, cwd=home, capture_output=True, check=True)
    port = free_port()
    command = [sys.executable, "-c", _SERVE, "serve", "--port", str(port), "--bind", "127.0.0.1"]
    with (home / "log").open("wb") as log:
        running = start(command, port, env=environment, cwd=home, stderr=log)
    running.stage, running.home = json.loads(staged.stdout.splitlines()[-1]), home
    return running


async def quiet(running: Running) -> None:
    """Wait until a server has loaded what it loads beside its first answers, so that only the load is measured."""
    await asyncio.sleep(max(0.0, _WARM_UNTIL_S - (time.monotonic() - running.started_at)))
    calm, until = 0, time.monotonic() + 30
    while calm < 3 and time.monotonic() < until:
        before = running.cpu_s()
        await asyncio.sleep(0.5)
        calm = calm + 1 if running.cpu_s() - before < 0.03 else 0


def y_websocket(folder: str) -> Running:
    """Start the y-websocket server of an npm folder given by BENCH_Y_WEBSOCKET."""
    port = free_port()
    script = f"{folder}/node_modules/y-websocket/bin/server.cjs"
    return start(["node", script], port, env={**os.environ, "PORT": str(port), "HOST": "127.0.0.1"})


def bare() -> Running:
    """Start a Python broadcast that keeps nothing: the limit."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bench.live.bare:application", "--port", str(port)]
    command += ["--log-level", "error", "--no-access-log", "--loop", "uvloop", "--ws-per-message-deflate", "false"]
    return start(command, port, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT)
