"""Two agreements beside each other, as text, JSON, HTML and a Word file."""
