"""The frozen event: what is in the file, and how anybody can prove that it is what it was."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from goen.base.backups.write import goen_version
from goen.base.bundles import open_bundle
from goen.base.documents.delimited import write_csv
from goen.base.models import AuditEntry
from goen.core.errors import BadInputError
from goen.events.models import Event
from goen.reports.exports.data import data_json
from goen.reports.exports.report_pdf import report_pdf
from goen.reports.queries import day_report

SCHEMA = "goen.archive/1"
_README = """この ZIP は、交流会の記録をある時点で凍結したものです。
01_report.pdf  開催結果報告（PDF/A、同意のある氏名のみ）   02_report.json  公開用データ
tables/        すべての表（CSV、部内限り）                  audit.csv       この交流会の監査記録
event.zip      Goen に取り込める持ち運びファイル            manifest.json   各ファイルの SHA-256 と監査記録の連鎖値
確かめ方: goen archive この.zip
This ZIP is an event as it stood at one moment. Verify it with: goen archive FILE
"""


def archive_zip(event: Event, number: int, bundle: bytes, log: Iterable[AuditEntry], head: tuple[int, str]) -> bytes:
    """Return the bytes of a frozen event."""
    report = day_report(event)
    files: dict[str, bytes] = {
        "README.txt": _README.encode(),
        "01_report.pdf": report_pdf(report),
        "02_report.json": data_json(report),
        "audit.csv": _log_csv(log),
        "event.zip": bundle,
    }
    for name, (columns, rows) in open_bundle(bundle).tables.items():
        files[f"tables/{name}.csv"] = write_csv(columns, [[_cell(value) for value in row] for row in rows]).content
    manifest = {
        "schema": SCHEMA,
        "event": event.title,
        "slug": event.slug,
        "number": number,
        "version": goen_version(),
        "made_at": timezone.localtime().isoformat(),
        "audit_entry": head[0],
        "audit_hash": head[1],
        "hashes": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
        file.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return target.getvalue()


def check_archive(content: bytes) -> dict[str, Any]:
    """Return the manifest of a frozen event whose files are all there and unchanged; else ``records.bad_archive``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            manifest: dict[str, Any] = json.loads(file.read("manifest.json"))
            if manifest["schema"] != SCHEMA:
                raise BadInputError("records.bad_archive", name="manifest.json")
            extra = set(file.namelist()) ^ {"manifest.json", *manifest["hashes"]}
            changed = [
                name
                for name in manifest["hashes"]
                if name not in extra and _hash(file, name) != manifest["hashes"][name]
            ]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadInputError("records.bad_archive", name="ZIP") from error
    for name in sorted({*extra, *changed}):
        raise BadInputError("records.bad_archive", name=name)
    return manifest


def log_csv_rows(log: Iterable[AuditEntry]) -> tuple[list[str], list[list[object]]]:
    """Return header and rows of the log, with both hashes, so that the chain can be checked elsewhere."""
    header = ["番号", "日時", "だれが", "何を", "対象", "詳細", "前の連鎖値", "連鎖値"]
    rows: list[list[object]] = [
        [
            entry.pk,
            timezone.localtime(entry.at).isoformat(),
            entry.actor,
            entry.verb,
            entry.object_key,
            json.dumps(entry.details, ensure_ascii=False, sort_keys=True),
            entry.previous_hash,
            entry.entry_hash,
        ]
        for entry in log
    ]
    return header, rows


def _log_csv(log: Iterable[AuditEntry]) -> bytes:
    return write_csv(*log_csv_rows(log)).content


def _hash(file: zipfile.ZipFile, name: str) -> str:
    return hashlib.sha256(file.read(name)).hexdigest()


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value
