"""What is said otherwise to those who report with a spreadsheet: here in the words for a file, in sheets/source.py for a sheet."""

from enum import StrEnum


class Wording(StrEnum):
    """A text, or a part of one, with the values that stand in it. A mend begins small and has no full stop."""

    ADD = "add a line '{}:'"
    ADD_THAT = "add a line '{}:' that says {}"
    ADD_WITH = "add a line '{}:' with {}"
    REMOVE = "take the line away"
    REMOVE_THIS = "take this line away"
    WRITE = "write '{}: {}'"
    WRITE_AS = "write {1} as '{0}:'"
    EMPTY_LIST = "this list is empty."
    FILL_LIST = "write at least one entry"
    # Of highlight reports alone.
    DATE_ALONE = "a date stands here, but no decision."
    TOLD_ABOVE = "priorities are told of above, so there is something."
    ADD_CHAPTER = "add '- chapter: {0}' with its priorities, or with a line 'nothing:' that says why there is nothing to tell. If the chapter came to this board later, add 'reported_from:' to data/chapters/{0}.yml"
    ADD_PRIORITIES = (
        "add 'priorities:', or a line 'nothing:' that says why there is nothing to tell"
    )
    ADD_PRIORITY = "add it, with a status and a sentence. If it was agreed later, add 'reported_from:' to it in data/chapters/{0}.yml"
    ADD_SOME = "add them, with a status and a sentence. If they were agreed later, add 'reported_from:' to them in data/chapters/{0}.yml"
    ADD_REQUEST = "add the request under 'requests:' with 'decision: agreed'"
    SET_STATUS = "set the status to {}"
    MOVE_LINES = "move these lines to data/highlight-reports/{}/{}.yml"
    LEAVE_LINES = "the board received this report, so it stays as it is: add 'reported_from:' to data/chapters/{0}.yml, with the first quarter that '{1}' reports on"
    MOVE_FILE = "move the file to {}, or mend the date"
    WAIT = "take the file away until then, or mend its folder's name"
