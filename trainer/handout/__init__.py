"""A routine on paper: pictures, doses, teaching texts and boxes to tick, as one HTML file that a browser prints."""
