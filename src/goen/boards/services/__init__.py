"""Every write of the boards slice, one function per verb."""

from goen.boards.services.boards import Wish as Wish
from goen.boards.services.boards import act_on_all as act_on_all
from goen.boards.services.boards import change_board as change_board
from goen.boards.services.boards import close_voting as close_voting
from goen.boards.services.boards import freeze_board as freeze_board
from goen.boards.services.boards import make_board as make_board
from goen.boards.services.boards import open_boards as open_boards
from goen.boards.services.boards import open_voting as open_voting
from goen.boards.services.boards import unfreeze_board as unfreeze_board
from goen.boards.services.dots import NewDot as NewDot
from goen.boards.services.dots import place_dot as place_dot
from goen.boards.services.dots import voter_key as voter_key
from goen.boards.services.history import restore_board as restore_board
from goen.boards.services.history import restore_note as restore_note
from goen.boards.services.log import NewUpdate as NewUpdate
from goen.boards.services.log import append_updates as append_updates
from goen.boards.services.notes import ask_projection as ask_projection
from goen.boards.services.notes import project_board as project_board
from goen.boards.services.notes import project_lagging as project_lagging
from goen.boards.services.notes import write_note as write_note
from goen.boards.services.photos import add_photo as add_photo
from goen.boards.services.photos import remove_photo as remove_photo
from goen.boards.services.reactions import NewReaction as NewReaction
from goen.boards.services.reactions import react as react
from goen.boards.services.spotlight import clear_spotlight as clear_spotlight
from goen.boards.services.spotlight import spotlight_note as spotlight_note
