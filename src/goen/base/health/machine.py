"""What lies outside the database: folders, space, secrets, built parts, addresses, neighbours."""

import os
import shutil
import socket
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from goen.base.documents.fonts import FOLDER as FONTS
from goen.base.health.finding import Finding, bad, good, warning
from goen.base.wordvectors import vector_file

_MB = 1024 * 1024
_TIGHT_MB, _FULL_MB = 2048, 300
_OLD_BACKUP_DAYS = 7
_NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p"})


def home() -> Iterator[Finding]:
    """Look whether the folder everything is kept in is there, writable, and on a disk of this machine."""
    folder = settings.HOME
    if not os.access(folder, os.W_OK):
        yield bad(
            f"{folder} に書き込めません。所有者を確かめてください。", f"{folder} is not writable: check its owner."
        )
    elif not settings.GIVEN["GOEN_DATABASE_URL"] and (kind := _file_system(str(folder))) in _NETWORK_FILE_SYSTEMS:
        yield bad(
            f"{folder} はネットワーク上（{kind}）です。SQLite は壊れるおそれがあります。この機械のディスクに移してください。",
            f"{folder} is on a network file system ({kind}); SQLite may be damaged there. Move it to a local disk.",
        )
    else:
        yield good(f"保存先 {folder} に書き込めます。", f"{folder} is writable.")


def space() -> Iterator[Finding]:
    """Look whether there is room for a day."""
    free_mb = _free_mb()
    words = (f"空き容量は {free_mb:,} MB です。", f"{free_mb:,} MB are free.")
    if free_mb < _FULL_MB:
        yield bad(
            f"{words[0]}当日中に保存できなくなります。空けてください。", f"{words[1]} Writing will fail: make room."
        )
    elif free_mb < _TIGHT_MB:
        yield warning(f"{words[0]}早めに空けてください。", f"{words[1]} Make room soon.")
    else:
        yield good(*words)


def secret() -> Iterator[Finding]:
    """Look whether the signing key is nobody else's to read."""
    kept = settings.HOME / "secret_key"
    if settings.GIVEN["GOEN_SECRET_KEY"]:
        yield good("署名の鍵は GOEN_SECRET_KEY で渡されています。", "The signing key comes from GOEN_SECRET_KEY.")
    elif kept.exists() and stat.S_IMODE(kept.stat().st_mode) & 0o077:
        yield bad(f"{kept} をほかの人が読めます。chmod 600 にしてください。", f"Others can read {kept}: chmod 600 it.")
    else:
        yield good("署名の鍵は本人だけが読めます。", "The signing key is readable by its owner only.")


def debug() -> Iterator[Finding]:
    """Look whether nobody sees tracebacks."""
    if settings.DEBUG:
        yield bad("GOEN_DEBUG=1 です。本番では 0 にしてください。", "GOEN_DEBUG is 1: set it to 0 where guests come.")


def _newest(frontend: Path) -> float:
    """Return when the sources of the browser code were last changed, as a time stamp; 0 where they are not (installed)."""
    folders = [frontend / name for name in ("islands", "shared", "styles")]
    return max(
        (path.stat().st_mtime for folder in folders for path in folder.rglob("*") if path.is_file()), default=0.0
    )


def parts() -> Iterator[Finding]:
    """Look whether browser code, fonts and languages were built."""
    root = FONTS.parent
    if not (root / "islands" / "manifest.json").exists():
        yield bad(
            "画面の部品がありません。make build を実行してください。", "The browser code is missing: run make build."
        )
    elif _newest(root.parents[3] / "frontend") > (root / "islands" / "manifest.json").stat().st_mtime:
        yield warning(
            "画面の部品が frontend/ より古くなっています。make build を実行してください。",
            "The browser code is older than frontend/: run make build.",
        )
    elif not (FONTS / "NotoSansJP-Regular.ttf").exists():
        yield bad(
            "PDF の日本語フォントがありません。make build を実行してください。",
            "The PDF font is missing: run make build.",
        )
    elif not any(root.parent.parent.glob("*/locale/en/LC_MESSAGES/django.mo")):
        yield bad(
            "英語の画面が用意されていません。goen setup を実行してください。",
            "Languages are not compiled: run goen setup.",
        )
    else:
        yield good("画面の部品、フォント、言語がそろっています。", "Browser code, fonts and languages are in place.")


def words() -> Iterator[Finding]:
    """Look whether listening knows the meaning of words."""
    if vector_file().is_file():
        yield good("広聴の単語データがあります。", "Word vectors for listening are in place.")
    else:
        yield warning(
            "広聴の単語データがありません。同じ言葉だけでまとめます（goen vectors）。",
            "No word vectors: listening rests on shared words (goen vectors).",
        )


def addresses() -> Iterator[Finding]:
    """Look whether guests' addresses and https go together."""
    public = settings.PUBLIC_URL
    if public.startswith("https://") and settings.GIVEN["GOEN_HTTPS"] != "1":
        yield bad(
            "GOEN_PUBLIC_URL は https ですが GOEN_HTTPS が 1 ではありません。サインインできなくなります。",
            "GOEN_PUBLIC_URL is https but GOEN_HTTPS is not 1: signing in will fail.",
        )
    elif public and urlsplit(public).hostname not in settings.ALLOWED_HOSTS:
        yield bad(
            f"GOEN_HOSTS に {urlsplit(public).hostname} を加えてください。いまは 400 になります。",
            f"Add {urlsplit(public).hostname} to GOEN_HOSTS; it is answered with 400 now.",
        )
    else:
        where = public or f"http://{settings.LAN_ADDRESS}:{settings.GIVEN['GOEN_PORT']}"
        yield good(f"参加者に案内する入口は {where} です。", f"Guests are sent to {where}.")


def redis() -> Iterator[Finding]:
    """Look whether the bridge between processes answers."""
    if not settings.REDIS_URL:
        yield good("Redis なし: 一つのプロセスで動かします。", "No Redis: one process serves.")
        return
    from redis import Redis  # noqa: PLC0415 - only where it is used
    from redis.exceptions import RedisError  # noqa: PLC0415 - as above

    try:
        Redis.from_url(settings.REDIS_URL, socket_timeout=3).ping()
    except (RedisError, ValueError) as error:
        yield bad(f"Redis につながりません: {error}", f"Redis does not answer: {error}")
    else:
        yield good("Redis につながります。", "Redis answers.")


def mail() -> Iterator[Finding]:
    """Look whether the mail server can be reached."""
    url = urlsplit(settings.GIVEN["GOEN_MAIL_URL"])
    if not url.hostname:
        yield good("メールは送りません（GOEN_MAIL_URL なし）。", "No mail is sent (no GOEN_MAIL_URL).")
        return
    try:
        socket.create_connection((url.hostname, url.port or 25), timeout=3).close()
    except OSError as error:
        yield warning(f"メールサーバーにつながりません: {error}", f"The mail server does not answer: {error}")
    else:
        yield good("メールサーバーにつながります。", "The mail server answers.")


def backups() -> Iterator[Finding]:
    """Look whether the newest backup is younger than a week."""
    found = sorted((settings.HOME / "backups").glob("goen-*.zip"), key=lambda path: path.stat().st_mtime)
    if not found:
        yield warning(
            "バックアップがまだありません。goen backup を毎日実行してください。",
            "No backup yet: run goen backup every day.",
        )
        return
    age_days = (time.time() - found[-1].stat().st_mtime) / 86400
    say = warning if age_days > _OLD_BACKUP_DAYS else good
    yield say(
        f"最新のバックアップは {found[-1].name}（{age_days:.1f} 日前）です。",
        f"The newest backup is {found[-1].name} ({age_days:.1f} days old).",
    )


def _free_mb() -> int:
    return shutil.disk_usage(settings.HOME).free // _MB


def _file_system(folder: str) -> str:
    """Return the kind of file system a folder lies on, as Linux tells it; empty elsewhere."""
    best, kind = "", ""
    try:
        with open("/proc/mounts", encoding="utf-8") as mounts:  # noqa: PTH123 - a kernel file
            for line in mounts:
                _device, place, name = line.split()[:3]
                if folder.startswith(place.replace("\\040", " ")) and len(place) > len(best):
                    best, kind = place, name
    except OSError:
        return ""
    return kind
