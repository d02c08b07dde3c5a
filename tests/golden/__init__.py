"""Made-up documents with their truth, and the gate that measures the extractor on them."""
