"""The working calendar that every agency counts with: national holidays and what decisions swap."""
