"""What people read: explanations and agreements as text and documents."""
