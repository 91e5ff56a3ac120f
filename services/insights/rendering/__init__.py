"""Pictures, as SVG for a page and for paper."""
