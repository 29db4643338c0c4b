# All named graphs of the project, put into the default graph as well. Silent, as a graph without triples does
# not exist.
BASE <https://w3id.org/mlat/graph/>
ADD SILENT <ontology> TO DEFAULT ;
ADD SILENT <schemes> TO DEFAULT ;
ADD SILENT <jurisdictions> TO DEFAULT ;
ADD SILENT <instruments> TO DEFAULT ;
ADD SILENT <derived> TO DEFAULT ;
ADD SILENT <dataset> TO DEFAULT ;
ADD SILENT <catalogue> TO DEFAULT
