### The public first page: what this is, for whom, what it gives.

front-title = Digital-maturity self-assessment for municipalities
front-heading = How far is your municipality on the way to a digital town hall?
front-lead = Miernik is a digital-maturity self-assessment for municipalities. The town hall answers questions about strategy, money, people, systems and services. It gets a profile of strengths and weaknesses, the reason behind every number, and the next steps.
front-to-results = See published results
front-to-surveys = Look at the surveys
front-profile-finding = { $count ->
    [one] Mean of { $count } assessment, as a percentage of the full score
   *[other] Mean of { $count } assessments, as a percentage of the full score
}
front-profile-mean = Mean
front-profile-more = All results of this campaign

front-demo-title = Sign in with one click
front-demo-text = In this demo you can sign in as any of these people without a password. The cities’ assessments are empty and waiting for their first answers.
front-demo-runs = Running and comparing
front-demo-administrator = Administrator
front-demo-expert = Network expert
front-demo-cities = Answering for a city

front-gains = What a municipality gets
front-gain-profile = A profile, not a league table
front-gain-profile-text = Dimensions side by side: you see what works and what holds the rest back. The overall score comes second.
front-gain-reasons = Every number has a reason
front-gain-reasons-text = From a score you can go down to the answers and the formula. A missing answer does not mean “no”: it lowers coverage and widens the range of the score.
front-gain-steps = The next step, not only a score
front-gain-steps-text = A weaker score comes with a concrete action and an estimate of the work, and a level with what blocks the next one.
front-gain-talk = A good start to a conversation
front-gain-talk-text = In a network you see who has already done what others are planning. Charts and tables can go straight into a workshop.

front-readers = Who it is for
front-reader-mayor = Mayors
front-reader-mayor-text = One sentence on where the municipality stands, one chart, and a few things worth starting with. No jargon.
front-reader-officer = The person in charge of digitalisation
front-reader-officer-text = You can stop at any moment and come back to the same question. “Do not know” is a valid answer, and each question says where to look for the data.
front-reader-network = Networks and their experts
front-reader-network-text = Careful comparison: medians, ranges and coverage instead of false precision. Files for Excel and open data.

front-results = Published results
front-results-text = These campaigns are closed and their results frozen: the numbers will not change any more.
front-results-median = out of 100, median
front-results-taking-part = Submitted assessments: { $submitted } of { $invited }

front-surveys = Surveys to look at
front-surveys-text = All questions, points and levels are public. You can read a survey without signing in and download it as a file.
front-survey-version = version { $version }
front-survey-sections = { $count ->
    [one] in { $count } section
   *[other] in { $count } sections
}

front-course = How it works
front-course-invite = The person who runs the campaign invites the municipality and passes on a sign-in link. To begin you need neither an account nor a password.
front-course-answer = The town hall answers dimension by dimension, over a few days or weeks. Everything saved is there when you come back.
front-course-submit = As soon as the assessment is submitted, the municipality sees its profile, levels and next steps.
front-course-freeze = After the deadline the campaign is closed and its results are frozen together with the version of the survey and of the scoring rules. They become public only when the campaign is published.
front-privacy = Who sees the answers
front-privacy-text = Until a campaign is published, only the municipality’s own representatives and the experts and administrators of its network see its results. Answers that the survey marks as confidential never become public.
front-method = How we compute the scores
