"""The zoo: portals on loopback in every known dialect, with what there is to find, and a score for a crawl of them."""
