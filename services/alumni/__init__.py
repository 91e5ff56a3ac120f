"""Former colleagues: staying in touch by one's own choice, news, reunions, and the way back."""
