"""Files into rows; acts commit them."""
