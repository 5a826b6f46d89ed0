### Versions of the survey in a running campaign, and the choice of the official score.

version-title = Version of the survey
version-of = Survey: { $survey }, version { $version }
version-newer = This campaign has a newer version of the survey: { $version }. The assessment cannot be submitted until you move to it. Your answers stay.
version-look = See what will change
version-move-title = Move to version { $version }
version-move-text = Moving changes the questions of this assessment. The answers given so far are kept to be read, including those that do not carry over.
version-changed = Answers have changed since you opened this page. Nothing has been done yet: look at the changes and confirm again.
version-kept = Questions that keep their answers: { $count }.
version-recoded = Answers that are read in a new way
version-again = Questions to be answered again
version-new = New questions
version-gone = Questions that are no longer asked
version-reworded = Questions with new wording (answers stay)
version-your-answer = Your answer:
version-read-as = In the new version:
version-stay = Stay with the present version for now
version-earlier = Answers in earlier versions
version-earlier-text = These answers were saved before the move to a newer version of the survey. They can only be read.
version-none-earlier = The assessment has been in this version from the start.
version-until = Version { $version }, until: { $time }

## Administrator

version-give-title = New version of the survey
version-give-text = The campaign now runs version { $version }. Municipalities that have begun stay with it until they move themselves. The version cannot be changed once an assessment is submitted.
version-give-which = Version
version-give-none = There is no other version of this survey.
version-bridge = Bridge file (optional)
version-bridge-hint = The text of a file that says how earlier answers are read. Without it, answers carry over where a question has the same id and the same points.
version-bridge-faults = The bridge file has to be corrected. What is wrong is listed beside the field.
version-bridge-long = The bridge file is too long. Shorten it.
version-official-title = Official score
version-official-text = The official score decides comparisons and ranks. The other one stays beside it, in the results and files.
version-official-declared = The municipality’s self-declared score
version-official-verified = The score verified by experts; where there is none, the self-declared score
version-official-missing = Choose which score is official
