### The history of an answer, and the comparison of two answers.

history-title = History of the answer
history-link = History of the answer
history-none = Nobody has answered this question yet.
history-now = Current
history-from = Before:
history-to = Then:
history-restore = Restore this answer
history-changed = Somebody has changed this answer since you opened the page. Nothing was restored: look at the newest version and choose again.
history-unfit = The survey no longer accepts this answer, so it cannot be restored.
history-conflict-earlier = Before both: { $who }, { $time }
history-conflict-both = In both answers
history-conflict-only-mine = Only entered now
history-conflict-only-theirs = Only saved before
