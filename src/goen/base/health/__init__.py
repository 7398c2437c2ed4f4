"""What an operator asks before the day: is everything here, safe and in order? Each answer in plain words."""

from goen.base.health.finding import Finding as Finding
from goen.base.health.finding import Level as Level
from goen.base.health.machine import parts as parts
from goen.base.health.run import examine as examine
