"""What people wrote in their own words, laid under themes by HR, and counted in the circles that it came in."""
