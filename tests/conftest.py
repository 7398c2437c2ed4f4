"""What holds for every test: the same examples on every machine, so that a landing does not hang on a draw.

`HYPOTHESIS_PROFILE=explore` draws new examples each time, for those who look for trouble.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
