"""Paper: words come in ready, Typst lays them out, with page numbers and who may read it on every page."""
