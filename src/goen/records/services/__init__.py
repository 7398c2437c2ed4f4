"""Every write of records."""

from goen.records.services.erasing import erase as erase
from goen.records.services.freezing import freeze as freeze
from goen.records.services.keeping import dispose as dispose
from goen.records.services.keeping import dispose_due as dispose_due
from goen.records.services.keeping import record_redaction as record_redaction
from goen.records.services.keeping import record_verification as record_verification
from goen.records.services.keeping import set_retention as set_retention
