"""Everything that belongs to one row (an event), of every slice, found by the relations themselves."""

from goen.base.bundles.graph import Branch as Branch
from goen.base.bundles.graph import branches as branches
from goen.base.bundles.graph import rows_of as rows_of
from goen.base.bundles.read import Bundle as Bundle
from goen.base.bundles.read import open_bundle as open_bundle
from goen.base.bundles.store import load as load
from goen.base.bundles.workbooks import write_bundle_workbook as write_bundle_workbook
from goen.base.bundles.write import SCHEMA as SCHEMA
from goen.base.bundles.write import write_bundle as write_bundle
