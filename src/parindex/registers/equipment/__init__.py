"""Equipment of the one-stop shop: what the norm asks, what is there, what is bought."""
