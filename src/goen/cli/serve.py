"""`goen serve`: one process that serves pages, live boards and jobs to the room."""

import argparse
import sys

import django

from goen.core.errors import RefusedError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to listen."""
    parser.add_argument("--port", type=int, help="ポート番号 / port")
    parser.add_argument("--bind", help="待ち受けるアドレス / address to listen on")
    parser.add_argument(
        "--welcome", action="store_true", help="入口とQRコードを表示 / print the ways in with a QR code"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    import uvicorn

    from goen import settings

    django.setup()
    _refuse_without_tables()
    port = arguments.port or int(settings.setting("GOEN_PORT"))
    bind = arguments.bind or settings.setting("GOEN_BIND")
    if arguments.welcome:
        print(welcome(port), flush=True)
    uvicorn.run(
        "goen.asgi:application",
        host=bind,
        port=port,
        log_level="warning",
        access_log=False,  # at this level nothing is written, yet every line would be put together
        loop="uvloop" if sys.platform != "win32" else "auto",
        ws_max_size=1024 * 1024,
        ws_ping_interval=20,
        ws_per_message_deflate=False,  # notes are small: deflate costs memory per phone and wins nothing
        timeout_graceful_shutdown=5,
        proxy_headers=False,  # goen.asgi does it, from GOEN_TRUSTED_PROXIES
    )
    return 0


def _refuse_without_tables() -> None:
    """Refuse to answer pages from tables that are missing or of an older version; a database that is away may come back."""
    from contextlib import suppress

    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    with suppress(OperationalError):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise RefusedError("base.not_set_up")
    connection.close()


def welcome(port: int) -> str:
    """Return the lines a host reads after `make run`: address, organiser's sign-in, guests' address as a QR code."""
    import io

    import segno

    from goen.cli.demo import DEMO_PASSWORD, DEMO_USER
    from goen.events.models import Event

    address = public_address(port)
    lines = ["", f"  Goen（ご縁）  {address}/", ""]
    lines.append(f"  主催者のサインイン / organiser: {address}/accounts/login/   {DEMO_USER} / {DEMO_PASSWORD}")
    event = Event.objects.exclude(status="closed").order_by("-created_at").first()
    if event is not None:
        join = f"{address}/j/{event.join_code}/"
        lines.append(f"  参加者の入口 / guests: {join}  （{event.title}）")
        drawn = io.StringIO()
        segno.make(join, error="m").terminal(drawn, compact=True, border=2)
        lines.append(drawn.getvalue())
    lines.append("  止めるには Ctrl+C / stop with Ctrl+C")
    return "\n".join(lines)


def public_address(port: int) -> str:
    """Return the address guests' phones can reach: the one set, else this machine's own on the local network."""
    from goen import settings

    if settings.PUBLIC_URL:
        return settings.PUBLIC_URL.rstrip("/")
    return f"http://{settings.lan_address()}:{port}"
