"""`python -m goen` is `goen`."""

import sys

from goen.cli import main

sys.exit(main())
