### What stands behind an answer: source, day, links, files.

## Beside the question

evidence-add = Note, source and evidence (optional)
evidence-source = Where the answer comes from
evidence-as-of = The day it describes (day.month.year)
evidence-grade = How it is backed
evidence-grade-statement = A statement by the office
evidence-grade-document = An internal document
evidence-grade-published = Published: everybody can check it
evidence-grade-audited = Checked by somebody outside the office
evidence-links = Links, each on a line of its own
evidence-files = Files
evidence-to-files = Save and add files
evidence-of-question = to question { $number }

## The page of the files of an answer

evidence-title = Files for an answer
evidence-none = There are no files yet.
evidence-file = Add a file
evidence-file-hint = PDF, PNG, JPEG, XLSX, DOCX, ODS, ODT, CSV or TXT, up to { $size }; at most { $files } files for one answer. There is room for { $room } more in this assessment.
evidence-add-file = Add the file
evidence-remove = Remove
evidence-back = Back to the question
evidence-shut = The assessment has been submitted or the campaign is closed: files can be read, but no longer changed.
evidence-wrong-no-file = Choose a file first
evidence-wrong-empty = There is nothing in this file. Check it and choose another one.
evidence-wrong-too-large = The file is too large. At most { $size }: make it smaller, for example by splitting it.
evidence-wrong-kind = This file cannot be accepted: both its content and its name must match one of the kinds listed. Save it as PDF, for example, and choose it again.
evidence-wrong-too-many = There are { $files } files already. Remove one first, or put several into one PDF.
evidence-wrong-no-room = The files of this assessment take all the room there is. Removed files count too, because the history keeps them. Give a link instead.

## The last edition

evidence-last-edition = { $campaign }, submitted on { $time }:
evidence-use-again = Use again
evidence-from-last-edition = Last edition: { $campaign }
