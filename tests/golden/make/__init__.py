"""Made-up reports to the documents that offices publish, with the truth of each beside it."""
