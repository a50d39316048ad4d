"""What conversations keep."""
