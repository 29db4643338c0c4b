"""The graph as files that others take into their own tools."""
