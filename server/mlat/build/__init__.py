"""From tables to Turtle: import, rows, triples, files, checks. No Flask."""
