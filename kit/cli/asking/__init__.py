"""The face of the interview: the conversation, and the two ways to hold it, at a terminal or line by line."""
