"""The proof: looks at the built site, whatever plan it holds, as its readers do. `make proof` (decision 029).

pages         the built site: its pages as trees
served        the built site, served as a host would
browser       the Chromium that opens it
findings      what a checker finds, and the states of a reader's browser
checkers/     each looks at a page, or at all of them, and yields findings
kinds         one page of each kind
walk          every page, in every state, before every checker that looks there
base          the pages that differ from those of an earlier version
places        the line of data/ or docs/ that a finding comes from
prove         all of it, told to an editor

No other command needs the packages that this one does: the extra `proof` of pyproject.toml.
"""
