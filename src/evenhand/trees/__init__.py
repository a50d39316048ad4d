"""Documents as plain trees of texts, each part with its place: what agreements and mappings are read from."""
