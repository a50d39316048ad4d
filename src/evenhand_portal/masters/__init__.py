"""One standard text for many clients: what is changed in it is sent to all of them, and exceptions survive."""
