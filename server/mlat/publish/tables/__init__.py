"""The graph as tables: one CSV file a class, a panel of pairs and years, a network; each described."""
