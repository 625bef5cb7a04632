"""What a speaker does by saying it, what is proposed, and what it is about."""
