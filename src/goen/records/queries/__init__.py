"""Every read of records."""

from goen.records.queries.log import Filter as Filter
from goen.records.queries.log import entries as entries
from goen.records.queries.log import verbs_of as verbs_of
from goen.records.queries.personal import Section as Section
from goen.records.queries.personal import all_about as all_about
from goen.records.queries.personal import as_json as as_json
from goen.records.queries.personal import is_erased as is_erased
from goen.records.queries.state import REGISTER_FROM as REGISTER_FROM
from goen.records.queries.state import archives_of as archives_of
from goen.records.queries.state import due as due
from goen.records.queries.state import n_kept_people as n_kept_people
from goen.records.queries.state import n_people as n_people
from goen.records.queries.state import retention_of as retention_of
