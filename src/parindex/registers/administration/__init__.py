"""Administration: digital signing and online files by period, and the quality system ISO 9001."""
