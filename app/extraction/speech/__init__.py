"""What is said: quotations, turns and reported sentences, with who says it to whom."""
