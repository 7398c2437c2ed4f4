"""Every write of the opinions slice, one function per verb."""

from goen.opinions.services.ballots import NewVote as NewVote
from goen.opinions.services.ballots import cast_votes as cast_votes
from goen.opinions.services.ballots import withdraw_ballot as withdraw_ballot
from goen.opinions.services.consultations import change_consultation as change_consultation
from goen.opinions.services.consultations import close_consultation as close_consultation
from goen.opinions.services.consultations import delete_consultation as delete_consultation
from goen.opinions.services.consultations import open_consultation as open_consultation
from goen.opinions.services.consultations import start_consultation as start_consultation
from goen.opinions.services.drawing import ask_drawings as ask_drawings
from goen.opinions.services.drawing import draw_lagging as draw_lagging
from goen.opinions.services.drawing import draw_landscape as draw_landscape
from goen.opinions.services.imports import import_votes as import_votes
from goen.opinions.services.statements import accept_statement as accept_statement
from goen.opinions.services.statements import add_statements as add_statements
from goen.opinions.services.statements import propose_statement as propose_statement
from goen.opinions.services.statements import reject_statement as reject_statement
