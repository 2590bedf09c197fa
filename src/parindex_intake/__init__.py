"""Papers as they arrive (PDF, Word, scans, photos) read into pages of text; no Django, no product.

What is read is somebody else's: it is opened in a process of its own, with bounded memory and time
(``reading``), by libraries that never see the product's data.
"""
