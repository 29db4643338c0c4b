"""The HTTP side: the only part that imports Flask."""
