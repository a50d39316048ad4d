"""The written agreement as text for people: on a terminal or plain, and as Markdown."""
