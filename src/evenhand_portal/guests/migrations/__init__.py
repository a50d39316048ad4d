"""What is kept of guests."""
