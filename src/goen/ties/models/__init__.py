"""Tables of ties: who met, who wants to keep in touch, who is introduced, who is paired."""

from goen.ties.models.keeping import Card as Card
from goen.ties.models.keeping import Introduction as Introduction
from goen.ties.models.keeping import Wish as Wish
from goen.ties.models.ledger import Encounter as Encounter
from goen.ties.models.ledger import Meeting as Meeting
from goen.ties.models.pairings import Pairing as Pairing
from goen.ties.models.pairings import PairingRound as PairingRound
from goen.ties.models.pairings import Programme as Programme
from goen.ties.models.pairings import Rest as Rest
