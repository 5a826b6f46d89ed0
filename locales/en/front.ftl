### The public first page: what this is, for whom, what it gives.

front-title = Digital-maturity self-assessment for municipalities
front-heading = How far along is your municipality on the way to a digital town hall?
front-lead = Miernik is a digital-maturity self-assessment for municipalities. The office answers questions about strategy, money, people, systems and services, and gets a profile of strengths and weaknesses, the reason behind every number, and the next steps.
front-to-results = See published results
front-to-surveys = Look at the questionnaires
front-profile-finding = { $count ->
    [one] Mean of { $count } self-assessment, in percent of the full score
   *[other] Mean of { $count } self-assessments, in percent of the full score
}
front-profile-mean = Mean
front-profile-more = All results of this campaign

front-demo-title = Sign in with one click
front-demo-text = In this demo you may be any of these people, without a password. The cities’ self-assessments are empty and wait for their first answers.
front-demo-runs = Running and comparing
front-demo-administrator = Administrator
front-demo-expert = Network expert
front-demo-cities = Answering for a city

front-gains = What a municipality gets
front-gain-profile = A profile, not a league table
front-gain-profile-text = Dimensions side by side: what works, and what holds the rest back. The single number comes second.
front-gain-reasons = Every number explains itself
front-gain-reasons-text = From a score you can go down to the answers and the formula. A missing answer does not pose as “no”: it lowers coverage and widens the range of the score.
front-gain-steps = The next step, not only a mark
front-gain-steps-text = Beside a weaker score stands a concrete action with an estimate of the work, and beside a level what blocks the next one.
front-gain-talk = A good start for a conversation
front-gain-talk-text = In a network you see who has already done what others are planning. Charts and tables can go straight into a workshop.

front-readers = Whom it is for
front-reader-mayor = Mayors
front-reader-mayor-text = One sentence on where the municipality stands, one chart, and a few things worth starting with. No jargon.
front-reader-officer = The person in charge of digitalisation
front-reader-officer-text = You can stop at any moment and come back to the same question. “Do not know” is a valid answer, and questions say where to find the data.
front-reader-network = Networks and their experts
front-reader-network-text = Careful comparison: medians, ranges and coverage instead of false precision. Files for Excel and as open data.

front-results = Published results
front-results-text = These campaigns are closed and frozen: their numbers will not change any more.
front-results-median = of 100, median
front-results-taking-part = Taking part with a self-assessment: { $submitted } of { $invited }

front-surveys = Questionnaires to look at
front-surveys-text = All questions, points and levels are public. You can read a questionnaire without signing in and download it as a file.
front-survey-version = version { $version }
front-survey-sections = { $count ->
    [one] in { $count } part
   *[other] in { $count } parts
}

front-course = How it goes
front-course-invite = The person who runs the campaign invites the municipality and sends a link. To begin you need neither an account nor a password.
front-course-answer = The office answers dimension by dimension, over days or weeks. Whatever was saved waits to be continued.
front-course-submit = Once the self-assessment is submitted, the municipality sees its profile, levels and next steps at once.
front-course-freeze = After the deadline the campaign is closed and its results are frozen together with the version of the questionnaire and of the scoring rules. They become public only when they are published.
front-privacy = Who sees the answers
front-privacy-text = Until a campaign is published, the results of a municipality are seen only by its own people and by the experts and administrators of its network. Answers that the questionnaire marks as confidential never become public.
front-method = How we compute the scores
