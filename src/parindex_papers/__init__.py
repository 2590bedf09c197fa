"""Official papers by decree 30/2020/NĐ-CP: written once as data, printed as .docx, .pdf and .xlsx.

Every paper is a pure function from plain dataclasses to ``Paper``, in a file of its own; a writer
turns a ``Paper`` into bytes, the same bytes for the same paper. No Django, no product, no clock.
"""
