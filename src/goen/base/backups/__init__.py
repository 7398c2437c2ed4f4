"""Backup and restore: everything Goen keeps in one file that reads back on SQLite and on PostgreSQL alike.

A backup is a zip: one JSON-lines member per table, the uploaded files, the secret key, and last a manifest with the
SHA-256 of every member. It is taken from one snapshot of the database while Goen serves.
"""

from goen.base.backups.archive import Manifest as Manifest
from goen.base.backups.archive import read_manifest as read_manifest
from goen.base.backups.restore import is_empty as is_empty
from goen.base.backups.restore import restore_backup as restore_backup
from goen.base.backups.write import prune_backups as prune_backups
from goen.base.backups.write import write_backup as write_backup
