"""The small safe language of formula rules: tokens, a typed and bounded tree, nothing executed."""
