### How we score.

method-title = How we score
method-intro = Every number can be traced down to the answers: beside the results there is a link “explain”. Below are all the rules, in the order in which they work.

method-answers = From answers to points
method-answers-text = Every option has its points. Where several may be chosen, the points of the chosen ones are divided by the points of all. A number has two limits: one earns zero, the other the full score. In between the score changes in proportion, and beyond the limits it does not change. Percentages are computed from the two numbers entered.
method-answers-formula = score = 100 × (x − zero limit) ÷ (full-score limit − zero limit), at least 0 and at most 100
method-mean = From points to the score of a dimension and of the municipality
method-mean-text = The score of a dimension is the weighted mean of its questions, and the score of the municipality is the weighted mean of its dimensions. Some surveys add up points instead; the explanation of each number says so. Nothing is rounded on the way. Optional modules have a score of their own and do not count towards the score of the municipality.
method-mean-formula = score = sum (weight × score of the part) ÷ sum of the weights of the parts that count
method-means = Other means
method-means-text = A survey may say that a strong part does not fully make up for a weak one. Then it names another mean for a dimension or for the whole municipality: geometric, harmonic, power, the score of the weakest part, or AMPI, a mean with a penalty for differences. The first three are worked out on a scale from 1 to 100 and converted back. So a zero in one part does not make the score zero. If all parts are equal, the score equals them. The explanation shows what each part adds to the ordinary mean, and separately how the differences between the parts change the score.
method-means-formula = harmonic ≤ geometric ≤ ordinary mean; all equal only if the parts are equal
method-missing = No answer is not “no”
method-missing-text = There are four states: an answer, “not applicable” with a reason, “do not know”, and no answer. “Not applicable” and questions that are not asked count neither way. “Do not know” and no answer are not zero: they are left out of the mean, but lower coverage and widen the range of the score. A survey may set another rule (missing counts as zero, or means that there is no score). The explanation of the number then says so.
method-coverage = Coverage
method-coverage-text = Coverage says how much of the expected answers we have, by weight. The score of a dimension is firm from a coverage of 2/3. The score of the municipality is firm from a coverage of 80%, if no dimension is empty. A survey may name other thresholds. Below the threshold a score is provisional: it is shown and marked, and is left out of ranks and medians.
method-coverage-formula = coverage = weight of the answers that are there ÷ weight of the answers that should be there
method-bounds = Range
method-bounds-text = The range is two numbers: the score if all missing answers were the worst, and the score if they were the best. The true score lies in between. If nothing is missing, there is no range.
method-bounds-formula = lower bound: missing = 0; upper bound: missing = 100
method-levels = Levels and requirements
method-levels-text = A level depends on the score and on requirements. A score equal to a threshold belongs to the higher level. Some questions are requirements of a level. A municipality reaches a level if its score reaches the threshold and it meets enough requirements. Enough is the required share (usually 85%) of those of that level and of each level below. A missing answer does not meet a requirement; “not applicable” removes it.
method-ranks = Ranks
method-ranks-text = Only municipalities with a firm score are ranked. Equal scores share their places, for example 5–6. Scores are compared to a billionth, never as rounded for display. The list of municipalities is alphabetical unless you sort it: it is there to help, not to shame.
method-ranks-formula = first place of a municipality = 1 + number of municipalities with a higher score
method-quantiles = Median and quartiles
method-quantiles-text = Half of the municipalities score no more than the median; the middle half lies between the lower and the upper quartile. They are computed as in Excel (PERCENTILE.INC), R and numpy (type 7). The municipality you are looking at counts as well.
method-quantiles-formula = quantile p = x[k] + (h − k) × (x[k+1] − x[k]), where h = (n − 1) × p and k is the whole part of h
method-frozen = Frozen results do not change
method-frozen-text = After a campaign closes, its results are frozen. The answers they come from, the fingerprint of the survey and the version of the rules are frozen with them. A new survey or new rules give a new result beside the old one, never in its place.
method-disclosure = What we show to whom
method-disclosure-text = Only frozen and published results are public. Everybody sees the median of a group from { $median } municipalities with a score, and quartiles from { $quartiles }. The experts of a network and the people who run the campaign see medians from { $median-inside } and quartiles from { $quartiles-inside }. They know the municipalities by name anyway.
method-confidential-text = Only the municipality and the experts of its network see confidential answers and scores. All others see results that are worked out as if the confidential questions did not apply. So nothing they see depends on a confidential answer, and none can be worked out. That is why the score of a municipality can differ between those who see these answers and those who do not. Notes, names and free text stay within the municipality and its network.
method-sources = Where these rules come from
method-source-handbook = OECD and the Joint Research Centre of the European Commission: Handbook on Constructing Composite Indicators, 2008
method-source-ampi = M. Mazziotta and A. Pareto: On a Generalized Non-compensatory Composite Index for Measuring Socio-economic Phenomena, Social Indicators Research 127, 2016 (AMPI)
method-source-quantiles = R. J. Hyndman and Y. Fan: Sample Quantiles in Statistical Packages, 1996 (type 7)
method-source-disclosure = Publication thresholds: practice of statistical offices (usually 3 or 5 units); we chose the stricter one
