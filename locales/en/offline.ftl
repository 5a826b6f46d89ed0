### Filling in a workbook without a connection, and taking it in again.

## In the workbook

offline-sheet-cover = How to fill in
offline-cover-title = Assessment to fill in without a connection
offline-cover-survey = Survey
offline-cover-hash = Survey fingerprint (SHA-256)
offline-cover-made = Made on
offline-cover-how = How to fill in
offline-cover-step-cells = Each section has a sheet of its own. Fill in the light yellow cells; all others are locked.
offline-cover-step-state = Under “State” choose “Answer”, “Do not know” or “Not applicable”. Where you give a value, the state may stay empty. “Not applicable” needs a reason. An empty state and an empty value mean: not answered.
offline-cover-step-several = Where several answers are possible, put an x next to each of them. Where reasons are ranked, put 1 next to the most important one, then 2, and so on.
offline-cover-step-numbers = Write numbers with a comma for decimals and dates as day, month and year, for example 31.03.2026. The cells hold text, so the program does not change what you type.
offline-cover-step-hidden = Do not unlock the sheets and do not copy whole rows: hidden columns say which question a row belongs to.
offline-cover-step-upload = Save the file as an Excel workbook (.xlsx) and send it in on the page of the assessment.
offline-cover-step-safe = Before anything is saved, you see what will change. If somebody has changed the same answer in the meantime, you decide which one stays.
offline-column-number = No.
offline-column-text = Question
offline-column-how = How to answer
offline-column-state = State
offline-column-value = Answer
offline-column-unit = Unit
offline-state-answered = Answer
offline-how-choice = Choose one answer from the list.
offline-how-several = Put an x next to every answer that is true.
offline-how-number = Enter a number.
offline-how-least = At least { $least }.
offline-how-most = At most { $most }.
offline-how-share = Enter both numbers below.
offline-how-date = Enter a date, for example 31.03.2026.
offline-how-text = Enter text.
offline-how-reasons = Rank the reasons: 1 for the most important one.
offline-how-some = Asked only in some municipalities: it depends on other answers.
offline-how-too-long = This answer or its note is too long for a spreadsheet. It is shown cut and can be changed only on the page.
offline-not-in-list-title = Not in the list
offline-not-in-list = Choose one of the answers in the list.

## The page with the files

offline-title = Fill in without a connection
offline-intro = Download a workbook, fill it in with Excel or LibreOffice, and send it in here. Others may go on answering meanwhile: nothing is overwritten without your decision.
offline-download = Download
offline-download-whole = The whole assessment (XLSX)
offline-download-own = All your sections (XLSX)
offline-download-section = One section (XLSX)
offline-download-this = Download this section as a workbook (XLSX)
offline-to-page = Fill in a workbook without a connection
offline-send = Send in a filled-in workbook
offline-file = Workbook (.xlsx)
offline-file-hint = At most 8 MB. Nothing is saved yet: first you see what will change.
offline-compare = Show what will change
offline-file-missing = Choose the workbook that you have filled in
offline-closed = Answers can no longer be changed, so no workbook can be sent in.
offline-saved = { $count ->
    [one] { $count } answer from the workbook is saved.
   *[other] { $count } answers from the workbook are saved.
}
offline-saved-nothing = Nothing had to be saved: the answers are already as in the workbook.

## A file that is not taken

offline-refused-not-a-workbook = This file is not a workbook. Choose the .xlsx file that you have downloaded here and filled in.
offline-refused-damaged = The workbook is damaged. Open it in Excel or LibreOffice, save it again as .xlsx, and send that file.
offline-refused-encrypted = The workbook is protected by a password. Save it without a password and send it again.
offline-refused-too-large = The workbook is too large. Choose the file that you have downloaded here, without added sheets or pictures.
offline-refused-not-ours = This workbook was not downloaded here, or its hidden sheet was removed. Download it anew and copy your answers into it.
offline-refused-format = This workbook was made by another version of the program. Download it anew and copy your answers into it.
offline-refused-assessment = This workbook belongs to another assessment. Open that assessment and send the file in there.
offline-refused-survey = This workbook was made for another version of the survey ({ $survey } { $version }). Download it anew and copy your answers into it.
offline-refused-too-much = There are too many changes for one step. Download a workbook for each section and send them in one after the other.

## What will change

offline-compare-title = What the workbook changes
offline-nothing = The workbook changes nothing: every answer in it is already saved or unchanged since the download.
offline-outside = { $count ->
    [one] The workbook also has { $count } question from a section that cannot be answered here now. It was not compared, and nothing in it changes.
   *[other] The workbook also has { $count } questions from sections that cannot be answered here now. They were not compared, and nothing in them changes.
}
offline-not-yet = Nothing is saved yet.
offline-rest-saved = { $count ->
    [one] { $count } answer is saved. Below is what is left.
   *[other] { $count } answers are saved. Below is what is left.
}
offline-faults-heading = { $count ->
    [one] To correct: { $count } place in the workbook
   *[other] To correct: { $count } places in the workbook
}
offline-faults-text = Correct these cells in the workbook and send it in again. The rest can be saved now.
offline-faults-first = Only the first { $count } are shown.
offline-conflicts-heading = { $count ->
    [one] Two answers: { $count } question
   *[other] Two answers: { $count } questions
}
offline-conflicts-text = Since the workbook was downloaded, another person has changed these answers. Choose which one stays. The other one remains in the history if it was saved.
offline-conflict-file = In the workbook
offline-keep = Which answer do you want to keep?
offline-keep-file = The one in the workbook
offline-keep-missing = “{ $question }”: choose which answer to keep
offline-taken-heading = { $count ->
    [one] Will be saved: { $count } answer
   *[other] Will be saved: { $count } answers
}
offline-table-question = Question
offline-table-now = Now
offline-table-file = In the workbook
offline-apply = Save these answers

## Faults of cells

offline-fault = { $place }: { $text }
offline-fault-of = { $place } (“{ $question }”): { $text }
offline-wrong-state = “{ $text }” is not a state. Choose one from the list or leave the cell empty.
offline-wrong-no-value = The state says that there is an answer, but there is none. Enter it or empty the state.
offline-wrong-tick = “{ $text }” is not a tick. Put an x or leave the cell empty.
offline-wrong-failed = The formula in this cell shows “{ $text }”. Write the value instead.
offline-wrong-stray = “{ $text }” is in a place where no answer belongs. Move it to a yellow cell or to a note.
offline-wrong-mixed = The hidden columns of this row were changed. Download the workbook anew and copy the answer into it.
offline-wrong-twice = This question is in the workbook more than once. Keep one row for it.
offline-wrong-sheets = { $count ->
    [one] { $count } sheet of questions is missing or cannot be recognised. Its answers stay as they are.
   *[other] { $count } sheets of questions are missing or cannot be recognised. Their answers stay as they are.
}
offline-wrong-too-long = This answer is too long for a spreadsheet, so the workbook holds only a part of it. Change it on the page.
