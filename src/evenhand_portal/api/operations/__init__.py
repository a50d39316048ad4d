"""What programs can ask for and do, by what it is about."""
