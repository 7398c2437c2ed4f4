"""How much can be asked and written before the day."""

MATERIAL_LIMIT = 40
VISIT_LIMIT = 20
QUESTION_LIMIT = 12
ANSWER_LIMIT = 200  # a sticky note
SENIORITY_LIMIT = 40
FILE_LIMIT_MB = 10
