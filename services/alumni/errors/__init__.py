"""What can go wrong in the network; each room has a file."""
