"""Every write of questions and polls, one function per verb."""

from goen.questions.services.ballots import NewBallot as NewBallot
from goen.questions.services.ballots import NewUpvote as NewUpvote
from goen.questions.services.ballots import answer_poll as answer_poll
from goen.questions.services.ballots import cast_ballots as cast_ballots
from goen.questions.services.ballots import cast_upvotes as cast_upvotes
from goen.questions.services.ballots import read_ballot as read_ballot
from goen.questions.services.ballots import tell_counts as tell_counts
from goen.questions.services.ballots import upvote as upvote
from goen.questions.services.ballots import voter_key as voter_key
from goen.questions.services.polls import close_poll as close_poll
from goen.questions.services.polls import delete_poll as delete_poll
from goen.questions.services.polls import open_poll as open_poll
from goen.questions.services.polls import save_poll as save_poll
from goen.questions.services.polls import show_poll as show_poll
from goen.questions.services.questions import answer_question as answer_question
from goen.questions.services.questions import ask_question as ask_question
from goen.questions.services.questions import clear_screen as clear_screen
from goen.questions.services.questions import hide_question as hide_question
from goen.questions.services.questions import set_desk as set_desk
from goen.questions.services.questions import show_question as show_question
from goen.questions.services.questions import spotlight_question as spotlight_question
