"""How others find and cite the graph: DCAT and VoID, schema.org, signposts, citations, a map of the site."""
