"""What Pourtier is told when it starts."""
