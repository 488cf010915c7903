"""The plan as typed values. Nothing here knows of HTML or of MkDocs."""
