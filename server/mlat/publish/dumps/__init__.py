"""The whole graph as files: what is in them, how they are written, found again and compared."""
