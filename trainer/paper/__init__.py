"""Pages to print or to show to somebody, as one HTML file each: the handout of a routine, the report of what was done."""
