### What should be looked at before an assessment is handed in.

checks-confirm-title = Contradictions
checks-check-title = Please check
checks-hint-title = Could be backed better
checks-question = { $section }, question { $number }
checks-number = Question { $number }
checks-contradictions = These answers contradict others. They are saved; please check them.
checks-unlike-before = It says { $now } now, and { $before } in the last edition. Is the unit right?
checks-unlike-peers = The figure is far from those of { $peers } municipalities of similar size. Is it right?
checks-without-evidence = This answer counts for level { $level }. Say where it comes from, or add a link or a file.
checks-confirm = I have checked the contradictions listed above; these answers are right as they are.
checks-confirm-missing = Put the contradictions right, or confirm that the answers are right as they are
