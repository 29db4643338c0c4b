"""The question answered, without HTTP: A asks B for assistance of a kind on a day; what follows?

``question`` reads it, with ``names`` for names in any language; ``find`` answers it from any evaluator, as
the dataclasses of ``answer``; ``writing`` makes JSON, CSV and RDF of an answer. ``asking`` runs the named
queries.
"""
