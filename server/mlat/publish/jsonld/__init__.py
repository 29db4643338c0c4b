"""JSON-LD for people who write for the web: one published context, one framed document for each entity."""
