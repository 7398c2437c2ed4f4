"""From any pile of words to topics that lead back to the texts: offline, in Japanese, the same every time."""

from goen.core.listening.analysis import Listening, Settings, listen
from goen.core.listening.texts import Account, State, Text
from goen.core.listening.topics import Cut, Topic

__all__ = ["Account", "Cut", "Listening", "Settings", "State", "Text", "Topic", "listen"]
