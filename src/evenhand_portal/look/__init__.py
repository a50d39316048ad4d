"""The look that every page shares: layout, style, and how numbers and dates are written."""
