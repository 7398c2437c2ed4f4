"""Tables of proposals: the sheet of the day, and what became of it."""

from goen.proposals.models.follow import Evidence as Evidence
from goen.proposals.models.follow import FollowUp as FollowUp
from goen.proposals.models.follow import Milestone as Milestone
from goen.proposals.models.follow import Publication as Publication
from goen.proposals.models.follow import Step as Step
from goen.proposals.models.sheet import Item as Item
from goen.proposals.models.sheet import Proposal as Proposal
