"""How long a question may be, and how much one phone may ask."""

MAX_QUESTION = 300
MAX_OPEN_PER_PERSON = 10
MAX_PROMPT = 120
MAX_OPTION = 60
MIN_OPTIONS = 2
MAX_OPTIONS = 10
MAX_WORD = 40
MAX_WORDS = 3
N_ON_SCREEN = 6
