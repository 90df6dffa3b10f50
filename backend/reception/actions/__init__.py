"""What is done at a desk, one file for each of its sides."""
