"""The availability of services: terms and records to figures, and the slow walk that explains them."""
