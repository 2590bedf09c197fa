"""Communication of reform: what was planned, what was held, by which form, who was reached."""
