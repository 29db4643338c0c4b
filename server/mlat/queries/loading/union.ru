# What is written by hand goes into the default graph as well, with the same blank nodes. Silent, as a graph
# without triples does not exist.
BASE <https://w3id.org/mlat/graph/>
ADD SILENT <ontology> TO DEFAULT ;
ADD SILENT <schemes> TO DEFAULT ;
ADD SILENT <dataset> TO DEFAULT
