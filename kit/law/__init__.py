"""What the rules rest on: the instruments with their force, and how they are cited."""
