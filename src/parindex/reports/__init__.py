"""What official papers say, gathered from rounds and assessments for ``parindex_papers``."""
