"""What is asked of a language model, and what of its answer may stand: nothing is believed that the texts do not say."""

from goen.core.assistance.answers import Sentence, read_rewriting, read_sentences, read_topic
from goen.core.assistance.checks import Checked, Evidence, check_label, check_rewriting, check_sentence
from goen.core.assistance.requests import Request, Source, minutes_request, rewriting_request, topic_request

__all__ = [
    "Checked", "Evidence", "Request", "Sentence", "Source", "check_label", "check_rewriting", "check_sentence",
    "minutes_request", "read_rewriting", "read_sentences", "read_topic", "rewriting_request", "topic_request",
]  # fmt: skip
