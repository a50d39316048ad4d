"""The portal in a real browser, as the people of two parties use it."""
