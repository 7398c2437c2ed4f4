"""Every write of the boards slice, one function per verb."""

from goen.boards.services.boards import close_voting as close_voting
from goen.boards.services.boards import freeze_board as freeze_board
from goen.boards.services.boards import open_boards as open_boards
from goen.boards.services.boards import open_voting as open_voting
from goen.boards.services.boards import unfreeze_board as unfreeze_board
from goen.boards.services.dots import NewDot as NewDot
from goen.boards.services.dots import place_dot as place_dot
from goen.boards.services.dots import voter_key as voter_key
from goen.boards.services.log import NewUpdate as NewUpdate
from goen.boards.services.log import append_updates as append_updates
from goen.boards.services.notes import ask_projection as ask_projection
from goen.boards.services.notes import project_board as project_board
from goen.boards.services.notes import project_lagging as project_lagging
from goen.boards.services.notes import write_note as write_note
