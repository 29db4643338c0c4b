"""``python -m mlat`` is the command ``mlat``."""

import sys

from mlat.cli import main

if __name__ == "__main__":
    sys.exit(main())
