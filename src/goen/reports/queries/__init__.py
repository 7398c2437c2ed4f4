"""Every read of the reports slice."""

from goen.reports.queries.documents import bundle_of as bundle_of
from goen.reports.queries.documents import document_of as document_of
from goen.reports.queries.documents import event_of as event_of
from goen.reports.queries.documents import making_of as making_of
from goen.reports.queries.documents import makings_of as makings_of
from goen.reports.queries.inside import inside_tables as inside_tables
from goen.reports.queries.outside import day_report as day_report
